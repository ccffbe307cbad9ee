import { useEffect, useRef, useState } from "preact/hooks";
import { currentLanguage, type Language, speak } from "../text";
import { isBehind } from "./typing";

/** Whole seconds since 1970-01-01T00:00:00Z. It does not tick while someone types. */
export function useNow(): number {
  const now = useRef(0);
  const [, renderAgain] = useState({});
  useEffect(() => {
    const timer = setInterval(() => isBehind() || renderAgain({}), 1000);
    return () => clearInterval(timer);
  }, []);
  // Each rendering takes the time itself: to a token that is valid from now on, the last tick would be too early.
  if (now.current === 0 || !isBehind()) now.current = seconds();
  return now.current;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The value after it has not changed for this many milliseconds. */
export function useSettled<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return delay === 0 ? value : settled;
}

/** It begins with the visitor's language. The choice is not stored. */
export function useLanguage(): [Language, (language: Language) => void] {
  // Not the language itself: if another one cannot be loaded, the choice must show again which one is spoken.
  const [, renderAgain] = useState({});
  const choose = (chosen: Language) => {
    void speak(chosen)
      .catch(() => {})
      .then(() => renderAgain({}));
  };
  return [currentLanguage(), choose];
}

/** Keeps the object while its content is equal, because a key is created for each new object. */
export function useSame<T>(value: T): T {
  const last = useRef(value);
  if (JSON.stringify(last.current) !== JSON.stringify(value)) last.current = value;
  return last.current;
}
