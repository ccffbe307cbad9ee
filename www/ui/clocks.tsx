import { Fragment } from "preact";

/** A moment in several words, such as in two zones. None of them is broken over lines. */
export function Clocks({ clocks }: { clocks: readonly string[] }) {
  return (
    <>
      {clocks.map((clock, index) => (
        <Fragment key={clock}>
          {index > 0 && " · "}
          <span class="unbroken">{clock}</span>
        </Fragment>
      ))}
    </>
  );
}
