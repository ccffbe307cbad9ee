import type { ComponentChildren, HTMLAttributes } from "preact";
import { useId } from "preact/hooks";

interface Props {
  title: string;
  name: string;
  /** Shown at the right of the title. */
  aside?: ComponentChildren;
  /** Takes what is dropped anywhere on the panel. */
  drop?: Pick<HTMLAttributes<HTMLElement>, "onDragOver" | "onDragLeave" | "onDrop">;
  children: ComponentChildren;
}

export function Panel({ title, name, aside, drop, children }: Props) {
  const id = useId();
  return (
    <section class={`panel ${name}`} aria-labelledby={id} {...drop}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
