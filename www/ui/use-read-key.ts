import { useMemo, useRef } from "preact/hooks";
import { hasSecret, isAlgorithm } from "../model/algorithms";
import type { KeyFields } from "../model/key-fields";
import { loadKeyFiles } from "../model/key-files";
import { type OtherEncoding, otherEncoding } from "../model/other-encoding";
import { useLoaded } from "./use-loaded";

/**
 * The fields as the key is made from them: the less common forms are converted, and a secret is read in the encoding
 * with which the token's signature matches, unless the person chose one.
 */
export function useReadKey(fields: KeyFields, token: string, alg: unknown): KeyFields {
  const converted = useReadable(useConverted(fields));
  const last = useRef<{ entered: string; found: OtherEncoding }>(undefined);
  return useMemo(() => {
    const algorithm = converted.algorithm ?? alg;
    const isOpen = converted.kind === "secret" && !converted.isEncodingChosen && converted.entered !== "";
    if (!isOpen || token === "" || !isAlgorithm(algorithm) || !hasSecret(algorithm)) return converted;
    const { entered } = converted;
    const found = otherEncoding(token, converted, algorithm);
    if (found) last.current = { entered, found };
    // A token that was edited shows nothing new about the secret.
    else if (last.current?.entered === entered) return { ...converted, ...last.current.found };
    return found ? { ...converted, ...found } : converted;
  }, [converted, token, alg]);
}

/** The fields of a key file are without its text until what reads it has come. */
export function useReadable(fields: KeyFields): KeyFields {
  const isFile = fields.kind === "pem" && fields.text !== "";
  const files = useLoaded(loadKeyFiles, isFile);
  return useMemo(() => (isFile && files === undefined ? { ...fields, text: "" } : fields), [fields, files]);
}

const loadConversion = () => import("../model/key-conversion");

function useConverted(fields: KeyFields): KeyFields {
  const { form, unconverted } = fields;
  const conversion = useLoaded(loadConversion, unconverted !== "");
  return useMemo(() => {
    if (unconverted === "" || conversion === undefined) return fields;
    // Without it, the core says how to convert the key.
    if (conversion === "failed") return { ...fields, kind: "pem" as const, text: unconverted };
    const convert = form === "ssh" ? conversion.convertSsh : conversion.convertCertificates;
    return { ...fields, ...convert(unconverted) };
  }, [fields, conversion]);
}
