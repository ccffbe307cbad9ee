import { readableBytes } from "../model/token-text";
import { text } from "../text";
import { lighting, useIsLit } from "../ui/spotlight";
import { PartHead } from "./decoded-head";

export function SignatureBytes({ segment }: { segment: string }) {
  const { bytes, isWhole } = readableBytes(segment);
  const isLit = useIsLit({ part: "signature" });
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return (
    <div
      class={`decoded-part decoded-signature${isLit ? " is-lit" : ""}`}
      {...lighting({ part: "signature" })}
    >
      <PartHead part="signature" size={bytes.length} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach. */}
      <section id="part-signature" class="scroller hex" tabIndex={0} aria-label={text.parts.signatureHex}>
        <pre translate={false}>{hex}</pre>
      </section>
      {!isWhole && <p class="remark">{text.parts.notExact}</p>}
    </div>
  );
}
