import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface Props<T extends string> {
  /** Begins the identifiers of the tabs and of what they show. */
  id: string;
  label: string;
  tabs: readonly T[];
  names: Readonly<Record<T, string>>;
  chosen: T;
  onChoose(tab: T): void;
  children: ComponentChildren;
}

/** Tabs as the ARIA Authoring Practices have them: one stop for the Tab key, and the arrows choose. */
export function Tabs<T extends string>({ id, label, tabs, names, chosen, onChoose, children }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, tabs.indexOf(chosen), tabs.length);
    const tab = target === undefined ? undefined : tabs[target];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab);
    list.current?.querySelector<HTMLElement>(`#${id}-tab-${tab}`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`${id}-tab-${tab}`}
            type="button"
            role="tab"
            aria-selected={tab === chosen}
            aria-controls={`${id}-shown`}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => onChoose(tab)}
          >
            {names[tab]}
          </button>
        ))}
      </div>
      <div class="tab-shown" id={`${id}-shown`} role="tabpanel" aria-labelledby={`${id}-tab-${chosen}`}>
        {children}
      </div>
    </div>
  );
}

function targetOf(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (index + 1) % count;
    case "ArrowLeft":
      return (index + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
