import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  label: string;
  onFile(file: Blob): void;
}

/** The same as to drop a file, for a person who has no mouse. */
export function FileButton({ label, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file again must be a change as well.
          currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}

/** Whether a file is held above, and the handlers for what it is held above. */
export function useFileDrop(onFile: (file: Blob) => void) {
  const [isOver, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      const { currentTarget, relatedTarget } = event;
      const isInside = currentTarget instanceof Node && currentTarget.contains(relatedTarget as Node | null);
      if (!isInside) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      onFile(file);
    },
  };
  return [isOver, handlers] as const;
}

/** A file that misses would be opened by the browser, in place of the page and all that was entered. */
export function useNoFileOpened(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (hasFile(event)) event.preventDefault();
    };
    addEventListener("dragover", refuse);
    addEventListener("drop", refuse);
    return () => {
      removeEventListener("dragover", refuse);
      removeEventListener("drop", refuse);
    };
  }, []);
}

function hasFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
