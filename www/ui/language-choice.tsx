import { isLanguage, LANGUAGES, type Language, text } from "../text";

interface Props {
  language: Language;
  onChange(language: Language): void;
}

export function LanguageChoice({ language, onChange }: Props) {
  return (
    <select
      aria-label={text.page.language}
      value={language}
      translate={false}
      onChange={({ currentTarget: { value } }) => isLanguage(value) && onChange(value)}
    >
      {Object.entries(LANGUAGES).map(([tag, { name }]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}
