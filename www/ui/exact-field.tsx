import { VERBATIM } from "./verbatim";

interface Props {
  id: string;
  label: string;
  hint: string;
  value: string;
  isNumber?: boolean;
  isFaulty?: boolean;
  onChange(value: string): void;
}

/** A value that must be there exactly as it is written. */
export function ExactField({ id, label, hint, value, isNumber = false, isFaulty = false, onChange }: Props) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={isNumber ? "numeric" : "text"}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        aria-describedby={`${id}-hint`}
        aria-invalid={isFaulty}
        {...VERBATIM}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
