import { rulesIn } from '../../asset/document-rules.js';
import type { CorrectedFields, PersonalData } from '../../asset/personal.js';

/** The corrected fields that are also members of `metadata.json`. Those of an invoice stay as they were found. */
const MEMBERS = ['date', 'sender', 'type', 'language'] as const satisfies readonly (keyof CorrectedFields)[];

/** Replaces found values by those of rules, and by those that a person wrote. A cleared value is absent. */
export function correctMetadata<Metadata extends object>(metadata: Metadata, { fields = {} }: PersonalData): Metadata {
  const type = rulesIn(metadata as Readonly<Record<string, unknown>>).find((rule) => rule.type !== undefined)?.type;
  const corrected = MEMBERS.filter((name) => fields[name] !== undefined);
  const ruled = { ...metadata, ...(type === undefined ? {} : { type }) };
  const rest = Object.entries(ruled).filter(([name]) => !corrected.some((each) => each === name));
  const values = corrected.flatMap((name) => (fields[name] == null ? [] : [[name, fields[name]] as const]));
  return Object.fromEntries([...rest, ...values]) as Metadata;
}
