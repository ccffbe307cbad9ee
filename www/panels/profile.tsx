import { useMemo } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { profileOf } from "../model/profiles";
import type { ProfileRule } from "../model/profiles/profile";
import { rfc } from "../model/registry";
import { text } from "../text";
import { CrossIcon, TickIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";

/** Renders nothing if the kind is unknown. Nobody asked for this type, so the verdict stays without its rules. */
export function ProfilePanel({ decoded }: { decoded: DecodedToken }) {
  const known = useMemo(() => knownType(decoded), [decoded]);
  if (decoded.segments.length === 5 && decoded.header?.enc !== undefined) {
    return (
      <Panel title={text.profiles.title} name="profile">
        <h3>{text.profiles.encrypted}</h3>
        <p class="hint">
          {text.profiles.encryptedSummary} <SourceLink source={rfc(7516, "3")} />
        </p>
      </Panel>
    );
  }
  if (!known) return null;
  const { profile, rules } = known;
  const [title, summary] = text.profiles.kinds[profile.name];
  const unmet = rules.filter((rule) => !rule.isMet);
  const met = rules.filter((rule) => rule.isMet);
  return (
    <Panel
      title={text.profiles.title}
      name="profile"
      aside={<p class="hint">{text.profiles.summary(met.length, rules.length)}</p>}
    >
      <h3>{title}</h3>
      <p class="hint">
        {summary} <SourceLink source={profile.source} />
      </p>
      {unmet.length > 0 && (
        <>
          <Rules rules={unmet} />
          <p class="hint">{text.profiles.notHeld}</p>
        </>
      )}
      {met.length > 0 && (
        <details>
          <summary>{text.profiles.metRules}</summary>
          <Rules rules={met} />
        </details>
      )}
    </Panel>
  );
}

function knownType(decoded: DecodedToken) {
  const { header, payload } = decoded;
  const profile = profileOf(decoded);
  return profile && header && payload && { profile, rules: profile.rules(header, payload) };
}

function Rules({ rules }: { rules: readonly ProfileRule[] }) {
  return (
    <ul>
      {rules.map((rule) => (
        <ShownRule key={rule.name} rule={rule} />
      ))}
    </ul>
  );
}

function ShownRule({ rule: { name, isMet } }: { rule: ProfileRule }) {
  return (
    <li class={`rule rule-${isMet ? "met" : "unmet"}`}>
      <span class="badge">{isMet ? <TickIcon /> : <CrossIcon />}</span>
      <span>
        {text.profiles.rules[name]}{" "}
        <span class={isMet ? "visually-hidden" : "unmet"}>
          {isMet ? text.profiles.met : text.profiles.unmet}
        </span>
      </span>
    </li>
  );
}
