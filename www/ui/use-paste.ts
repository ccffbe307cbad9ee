import { useEffect, useRef } from "preact/hooks";

interface Handlers {
  /** The field that a paste replaces, too. */
  isTokenField(element: EventTarget | null): boolean;
  onText(text: string): void;
  onFile(file: Blob): void;
  /** `false` leaves the key press to the browser. */
  onUndo(isInTokenField: boolean): boolean;
}

/** Ctrl+V and Ctrl+Z anywhere on the page, except in another field that takes text. */
export function usePasteAnywhere(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { isTokenField, onText, onFile } = latest.current;
      if (takesText(event.target) && !isTokenField(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const [file] = event.clipboardData?.files ?? [];
      if (text === "" && !file) return;
      event.preventDefault();
      if (text !== "") onText(text);
      else if (file) onFile(file);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isUndo || event.key.toLowerCase() !== "z") return;
      const isInField = latest.current.isTokenField(event.target);
      if (takesText(event.target) && !isInField) return;
      if (latest.current.onUndo(isInField)) event.preventDefault();
    };
    addEventListener("paste", onPaste);
    addEventListener("keydown", onKeyDown);
    return () => {
      removeEventListener("paste", onPaste);
      removeEventListener("keydown", onKeyDown);
    };
  }, []);
}

const WITHOUT_TEXT = new Set([
  "button",
  "checkbox",
  "color",
  "file",
  "image",
  "radio",
  "range",
  "reset",
  "submit",
]);

function takesText(element: EventTarget | null): boolean {
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled;
  if (element instanceof HTMLInputElement)
    return !WITHOUT_TEXT.has(element.type) && !element.readOnly && !element.disabled;
  return element instanceof HTMLElement && element.isContentEditable;
}
