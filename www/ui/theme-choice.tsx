import { text } from "../text";
import { isTheme, THEMES, type Theme } from "./theme";

interface Props {
  theme: Theme;
  onChange(theme: Theme): void;
}

export function ThemeChoice({ theme, onChange }: Props) {
  return (
    <select
      aria-label={text.page.theme}
      value={theme}
      onChange={({ currentTarget: { value } }) => isTheme(value) && onChange(value)}
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {text.page.themes[one]}
        </option>
      ))}
    </select>
  );
}
