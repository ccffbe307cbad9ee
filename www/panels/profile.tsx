import type { DecodedToken } from "../model/decoded-token";
import { profileOf } from "../model/profiles";
import type { ProfileRule } from "../model/profiles/profile";
import { rfc } from "../model/registry";
import { text } from "../text";
import { CrossIcon, TickIcon } from "../ui/icons";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";

/** Nothing, where no kind is recognised: most tokens are of none. */
export function ProfilePanel({ decoded }: { decoded: DecodedToken }) {
  if (decoded.segments.length === 5 && decoded.header) {
    return (
      <Panel title={text.profiles.title} name="profile">
        <h3>{text.profiles.encrypted}</h3>
        <p class="hint">
          {text.profiles.encryptedSummary} <SourceLink source={rfc(7516, "3")} />
        </p>
      </Panel>
    );
  }
  const profile = profileOf(decoded);
  if (!profile || !decoded.header || !decoded.payload) return null;
  const [title, summary] = text.profiles.kinds[profile.name];
  const rules = profile.rules(decoded.header, decoded.payload);
  const met = rules.filter((rule) => rule.isMet).length;
  return (
    <Panel
      title={text.profiles.title}
      name="profile"
      aside={<p class="hint">{text.profiles.summary(met, rules.length)}</p>}
    >
      <h3>{title}</h3>
      <p class="hint">
        {summary} <SourceLink source={profile.source} />
      </p>
      <ul>
        {rules.map((rule) => (
          <ShownRule key={rule.name} rule={rule} />
        ))}
      </ul>
    </Panel>
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
