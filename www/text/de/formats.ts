import type { Text } from "..";

const many = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

export const formats: Text["formats"] = {
  sd: {
    title: "Selective Disclosure (SD-JWT)",
    summary: (disclosed: number, hidden: number) => `${disclosed} offengelegt · ${hidden} verborgen`,
    whole: "Jede Disclosure passt zu einem Hash im Token.",
    none: "Das Token wurde ohne Disclosures vorgelegt.",
    hidden: (count: number) =>
      `${many(count, "Hash hat", "Hashes haben")} keine Disclosure: verborgene Claims oder Attrappen ohne Inhalt.`,
    signedBy: "Die Hashes sind so vertrauenswürdig wie die Signatur des Tokens.",
    refused: "Abgelehnt: Die Disclosures passen nicht zum Token",
    unchecked: "Die Disclosures ließen sich nicht prüfen",
    refusedBinding: "Abgelehnt: Das Key Binding stimmt nicht",
    disclosed: "offengelegt",
    salt: "Salt",
    digest: "Hash",
    sent: "Wie gesendet",
    more: (path: string) => `Salt und Hash von ${path}`,
    unnamed: (index: number) => `Disclosure ${index}`,
    statuses: {
      disclosed: "Offengelegt.",
      flawed: "Fehlerhaft.",
      twice: "Dieselbe Disclosure wurde zweimal gesendet.",
      unreferenced: "Kein Hash im Token gehört zu ihr.",
      name_taken: "Das Objekt hat schon einen Claim mit diesem Namen.",
      wrong_place: "Ihr Hash steht an einer Stelle, an der eine Disclosure dieser Form nicht erlaubt ist.",
      unchecked: "Nicht geprüft.",
    },
    flaws: {
      base64url: "Sie ist kein base64url ohne Padding.",
      json: "Sie ist kein JSON.",
      shape: "Sie ist keine Liste mit zwei oder drei Einträgen.",
      salt: "Ihr Salt ist kein String.",
      name: "Ihr Name ist kein String.",
      reserved_name: "Ihr Name ist für Hashes reserviert.",
      repeated_name: "Ein Objekt in ihrem Wert hat einen Namen zweimal.",
    },
    problems: {
      unknown_hash: (name: string) =>
        `Diese Seite kennt den Hash-Algorithmus ${name} aus _sd_alg nicht. Deshalb wurde kein Hash geprüft.`,
      bad_digests: (count: number) =>
        `${many(count, "Platz für Hashes ist", "Plätze für Hashes sind")} fehlerhaft.`,
      digest_twice: (count: number) =>
        `${many(count, "Hash steht", "Hashes stehen")} mehr als einmal im Token.`,
      disclosure_flawed: (count: number) =>
        `${many(count, "Disclosure ist", "Disclosures sind")} fehlerhaft.`,
      disclosure_twice: (count: number) =>
        `${many(count, "Disclosure wurde", "Disclosures wurden")} zweimal gesendet.`,
      unreferenced: (count: number) =>
        `${many(count, "Disclosure hat", "Disclosures haben")} keinen Hash im Token: Der Aussteller hat sie nicht signiert.`,
      name_taken: (count: number) =>
        `${many(count, "Disclosure nennt", "Disclosures nennen")} einen Claim, den es schon gibt.`,
      wrong_place: (count: number) =>
        `${many(count, "Disclosure hat", "Disclosures haben")} die falsche Form für die Stelle, an der ihr Hash steht.`,
      no_crypto: "Dieser Browser berechnet Hashes nur auf Seiten mit https. Deshalb wurde keiner geprüft.",
    },
  },
  binding: {
    title: "Key Binding",
    absent:
      "Es gibt kein Key-Binding-JWT. Deshalb ist offen, ob der Absender den Schlüssel des Inhabers hat.",
    expected: "Das Token nennt den Schlüssel des Inhabers, aber ein Key-Binding-JWT fehlt.",
    bound: "sd_hash passt zu dem, was vorgelegt wurde.",
    notBound:
      "sd_hash passt nicht zu dem, was vorgelegt wurde: Disclosures kamen hinzu, fehlen oder wurden geändert.",
    notComputed: "sd_hash wurde nicht geprüft.",
    keys: {
      jwk: "",
      absent: "Die Payload hat kein cnf. Ohne Schlüssel lässt sich das Key Binding nicht prüfen.",
      private: "In cnf steht ein privater Schlüssel, den jeder lesen kann. Das Key Binding beweist nichts.",
      secret: "In cnf steht ein Secret, das jeder lesen kann. Das Key Binding beweist nichts.",
      other:
        "In cnf steht nicht der Schlüssel selbst. Deshalb wurde die Signatur des Key-Binding-JWTs nicht geprüft.",
    },
    badKey: (why: string) => `Der Schlüssel in cnf kann nicht verwendet werden: ${why}`,
    good: "Die Signatur stammt vom Schlüssel in cnf.",
    bad: (why: string) => `Das Key-Binding-JWT wird abgelehnt: ${why}`,
    missing: (names: string) => `Es fehlt: ${names}.`,
    audience: "Key Binding: Empfänger",
    nonce: "Key Binding: Nonce",
    expectedAudience: "Erwarteter aud",
    audienceHint: "Ihr eigener Name, den der Absender ins Key-Binding-JWT geschrieben hat",
    expectedNonce: "Erwartete Nonce",
    nonceHint: "der Wert, den Sie dem Absender für diese Vorlage gegeben haben",
    areYou: (audience) =>
      `Das Key-Binding-JWT ist für ${audience}. Sind Sie das? Solange Sie das nicht sagen, wird sein Empfänger nicht geprüft.`,
    isYou: (audience) => `Das Key-Binding-JWT ist für ${audience}, wie Sie es erwarten.`,
    yourNonce:
      "Tragen Sie unter „Key Binding“ die Nonce ein, die Sie dem Absender gegeben haben. Bis dahin könnte dies eine Wiederholung sein.",
    isNonce: "Die Nonce ist die, die Sie erwarten.",
    otherNonce: (actual, expected) => `Die Nonce ist ${actual}, aber Sie erwarten ${expected}.`,
    nonceNotString: "Die Nonce ist kein String.",
    unreadable: "Nicht geprüft: Das Key-Binding-JWT ist nicht lesbar.",
    toDo: "Sie haben noch nicht angegeben, was Sie im Key Binding erwarten: aud, nonce oder beides.",
    open: "Key-Binding-JWT öffnen",
  },
  detached: {
    title: "Separate Payload",
    headline: "Die Payload wurde separat gesendet",
    intro: "Zwischen den beiden Punkten steht nichts. Geben Sie genau die Bytes ein, die signiert wurden.",
    unencoded: "Sie wurde so signiert, wie sie ist, ohne base64url (b64: false).",
    field: "Separat gesendete Payload",
    fromFile: (name: string, size: number) => `Aus der Datei ${name} (${many(size, "Byte", "Bytes")}).`,
    file: "Datei öffnen …",
    removeFile: "Datei entfernen",
    tooLarge: "Die Datei ist zu groß.",
    size: (size: number) => many(size, "Byte", "Bytes"),
    give: "Geben Sie die Payload ein, um die Signatur zu prüfen.",
    noKey: "Geben Sie den Schlüssel ein, um die Signatur zu prüfen.",
    match: "Signatur gültig für diese Payload",
    mismatch: "Die Signatur passt nicht zu Payload und Schlüssel",
    mismatchDetail:
      "Falsche Payload, falscher Schlüssel, oder das Token wurde nach dem Signieren verändert. Schon ein Zeilenumbruch am Ende macht sie zu einer anderen Payload.",
    refused: "Abgelehnt",
    notAToken: "Die Payload ist signierter Inhalt, kein Token. Deshalb wird kein Claim darin geprüft.",
  },
  json: {
    title: "JWS in JSON",
    jweTitle: "JWE in JSON",
    forms: { flattened: "flache Form", general: "allgemeine Form" },
    headline: (count: number) => `JWS in JSON: ${many(count, "Signatur", "Signaturen")}`,
    malformed: "Abgelehnt: fehlerhaftes JWS in JSON",
    encrypted: "Verschlüsselt: ein JWE in JSON",
    encryptedDetail: (recipients: number) =>
      `Für ${many(recipients, "Empfänger", "Empfänger")}. Diese Seite entschlüsselt nur die kompakte Form.`,
    matches: (matching: number, all: number) => `${matching} von ${all} stammen von Ihrem Schlüssel.`,
    noKey: "Geben Sie einen Schlüssel ein, um die Signaturen zu prüfen.",
    row: (index: number) => `Signatur ${index}`,
    protected: "Geschützter Header",
    unprotected: "Ungeschützter Header",
    notSigned: "Der ungeschützte Header ist nicht signiert: Jeder kann ihn ändern.",
    detached: "Die Payload wurde separat gesendet. Öffnen Sie die Signatur, um sie einzugeben.",
    open: "Als Token öffnen",
    outcomes: {
      match: "Diese Signatur stammt von Ihrem Schlüssel.",
      no_key: "Nicht geprüft: kein Schlüssel.",
      not_asked: "Nicht geprüft.",
    },
    refused: (why: string) => `Mit Ihrem Schlüssel nicht gültig: ${why}`,
    flaws: {
      json: "Der Text ist kein JSON-Objekt.",
      repeated_name:
        "Ein Objekt hat einen Namen zweimal. Zwei Programme könnten zwei verschiedene Tokens lesen.",
      both_forms: "Es hat die Felder beider Formen. Erlaubt ist nur eine (RFC 7515 §7.2.2).",
      payload: "payload ist kein String.",
      no_signature: "Es enthält keine Signatur.",
    },
    signatureFlaws: {
      signature: "Ihre signature fehlt oder ist kein String.",
      no_protected: "Sie hat keinen geschützten Header. Ohne ihn bleibt offen, wie signiert wurde.",
      alg_unprotected:
        "alg steht nur im ungeschützten Header, den jeder ändern kann. Eine solche Signatur wird abgelehnt.",
      no_alg: "Ihr geschützter Header hat kein alg.",
      protected: "Ihr geschützter Header ist kein JSON-Objekt in base64url.",
      same_names: "Ein Name steht in beiden Headern (RFC 7515 §7.2.1). Eine solche Signatur wird abgelehnt.",
      unencoded_unsafe: "Payload oder Signatur enthält Zeichen, die es in base64url nicht gibt.",
    },
  },
};
