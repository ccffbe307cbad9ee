import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  label: string;
  onFile(file: Blob): void;
}

/** Does the same as dropping a file, for a person without a mouse. */
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
          // Otherwise, choosing the same file again would not be a change.
          currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}

/** Whether a file is dragged over the element, or a text if it takes one, and the element's handlers. */
export function useFileDrop(onFile: (file: Blob) => void, onText?: (text: string) => void) {
  const [isOver, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFile(event) && !(onText && hasText(event))) return;
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
      const dropped = event.dataTransfer?.getData("text/plain") ?? "";
      if (!file && !(onText && dropped !== "")) return;
      event.preventDefault();
      if (file) onFile(file);
      else onText?.(dropped);
    },
  };
  return [isOver, handlers] as const;
}

/** If a dropped file missed the fields, the browser would open it and the input would be lost. */
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

function hasText(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("text/plain") ?? false;
}
