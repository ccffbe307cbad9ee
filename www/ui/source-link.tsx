import type { Source } from "../model/registry";

/** Opens in another tab, so that the input here stays. */
export function SourceLink({ source }: { source: Source }) {
  return (
    <a class="source" href={source.url} target="_blank" rel="noopener noreferrer">
      {source.label}
    </a>
  );
}
