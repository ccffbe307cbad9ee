import { text } from "../text";
import { lighting } from "../ui/spotlight";

export function PartHead({ part, size }: { part: "header" | "payload" | "signature"; size: number }) {
  return (
    <div class="decoded-head" {...lighting({ part })}>
      <h3>
        <span class={`part part-${part}`}>{text.parts.names[part]}</span>
        <span class="hint">{text.parts.purposes[part]}</span>
      </h3>
      {size > 0 && <span class="hint size">{text.parts.bytes(size)}</span>}
    </div>
  );
}
