import type { ComponentChildren } from "preact";
import { text } from "../text";
import { lighting } from "../ui/spotlight";

interface Props {
  part: "header" | "payload" | "signature";
  size: number;
  isEncrypted?: boolean;
  /** Stands at the right. */
  aside?: ComponentChildren;
}

export function PartHead({ part, size, isEncrypted = false, aside }: Props) {
  return (
    <div class="decoded-head" {...lighting({ part })}>
      <h3>
        <span class={`part part-${part}`}>{text.parts.names[part]}</span>{" "}
        <span class="hint purpose">
          {text.parts.purposes[part === "header" && isEncrypted ? "encrypted" : part]}
          {size > 0 && ` · ${text.parts.bytes(size)}`}
        </span>
      </h3>
      {aside}
    </div>
  );
}
