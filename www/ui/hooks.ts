import { useEffect, useRef, useState } from "preact/hooks";
import { type Language, preferredLanguage, speak } from "../text";
import { isBehind } from "./typing";

/** Whole seconds since 1970-01-01T00:00:00Z, moving on by itself, but not between the letters that someone types. */
export function useNow(): number {
  const [now, setNow] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => isBehind() || setNow(seconds()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The value once it has stayed the same for this many milliseconds; with 0, at once. */
export function useSettled<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return delay === 0 ? value : settled;
}

/** The visitor's own language at first. The choice is not stored: it is asked of nobody. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() => {
    const preferred = preferredLanguage();
    speak(preferred);
    return preferred;
  });
  const choose = (chosen: Language) => {
    speak(chosen);
    setLanguage(chosen);
  };
  return [language, choose];
}

/** The same object as long as it says the same: a key is made once for each. */
export function useSame<T>(value: T): T {
  const last = useRef(value);
  if (JSON.stringify(last.current) !== JSON.stringify(value)) last.current = value;
  return last.current;
}
