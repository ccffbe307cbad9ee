import type { ComponentChildren } from "preact";

/** Every icon has text beside it that says the same, so screen readers skip the icons. */
function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const TickIcon = () => (
  <Icon>
    <path d="M5 12.5l4.5 4.5L19 7.5" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />
  </Icon>
);

export const DashIcon = () => (
  <Icon>
    <path d="M7 12h10" />
  </Icon>
);

export const QuestionIcon = () => (
  <Icon>
    <path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3" />
    <path d="M12 18v.2" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M12 4v10" />
    <path d="M12 18.8v.2" />
  </Icon>
);

export const UnfoldIcon = () => (
  <Icon>
    <path d="M7 10l5 5 5-5" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="5.5" y="10.5" width="13" height="9" rx="2" />
    <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
  </Icon>
);
