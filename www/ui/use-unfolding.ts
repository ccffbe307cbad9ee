import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * Whether the token's field is unfolded. It folds when the focus has left it, but only after the click that took the focus: folding
 * moves the buttons below, and a button that moves between press and release is not clicked.
 */
export function useUnfolding(text: string) {
  const [isOpen, setOpen] = useState(false);
  const isLeft = useRef(false);
  const isPressed = useRef(false);
  const folded = useRef<HTMLDivElement>(null);
  // Its beginning is what is seen of it.
  useLayoutEffect(() => {
    if (!isOpen) folded.current?.scrollTo(0, 0);
  }, [isOpen, text]);
  const foldIfLeft = () => {
    // A touch gives its click after the release, in the same task.
    setTimeout(() => isLeft.current && !isPressed.current && setOpen(false));
  };
  useEffect(() => {
    if (!isOpen) return;
    const press = () => {
      isPressed.current = true;
    };
    const release = () => {
      isPressed.current = false;
      foldIfLeft();
    };
    addEventListener("pointerdown", press, true);
    addEventListener("pointerup", release, true);
    addEventListener("pointercancel", release, true);
    return () => {
      isPressed.current = false;
      removeEventListener("pointerdown", press, true);
      removeEventListener("pointerup", release, true);
      removeEventListener("pointercancel", release, true);
    };
  }, [isOpen]);
  const open = () => {
    isLeft.current = false;
    setOpen(true);
  };
  const handlers = {
    onPointerDown: open,
    onKeyDown: (event: KeyboardEvent) => isOpening(event) && open(),
    onPaste: () => setOpen(false),
    onFocusIn: () => {
      isLeft.current = false;
    },
    onFocusOut: () => {
      isLeft.current = true;
      foldIfLeft();
    },
  };
  return [isOpen, { ...handlers, ref: folded }] as const;
}

/** After a paste, what the token says matters more; a person who moves within it needs all of it in view. */
function isOpening(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && (event.key.length === 1 || event.key.startsWith("Arrow"));
}
