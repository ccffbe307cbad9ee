import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface Props<T extends string> {
  /** The prefix of the ids of the tabs and of their panel. */
  id: string;
  label: string;
  tabs: readonly T[];
  names: Readonly<Record<T, string>>;
  chosen: T;
  onChoose(tab: T): void;
  children: ComponentChildren;
}

/** Tabs as in the ARIA Authoring Practices: one stop for the Tab key, and the arrow keys choose. */
export function Tabs<T extends string>({ children, ...list }: Props<T>) {
  const { id, chosen } = list;
  return (
    <div class="tabs">
      <TabList {...list} />
      <div class="tab-shown" id={`${id}-shown`} role="tabpanel" aria-labelledby={`${id}-tab-${chosen}`}>
        {children}
      </div>
    </div>
  );
}

/** The tabs alone; what they show has the identifiers that {@link Tabs} gives it. */
export function TabList<T extends string>(props: Omit<Props<T>, "children">) {
  const { id, label, tabs, names, chosen, onChoose } = props;
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
  );
}

/** Where a key leads from one of several that are a single stop for the Tab key. */
export function targetOf(key: string, index: number, count: number): number | undefined {
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
