import type { AssetEventOf, DocumentFieldName } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { hasFindings } from '../texts/findings.js';
import { titleOf } from '../texts/title.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { stepOf } from '../asset/steps/steps.js';
import type { ActorCommand } from './command-context.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { MAX_TAGS } from './describe-asset.js';
import { newEvent } from './event.js';

type FieldValues = NonNullable<AssetEventOf<'DocumentFieldsCorrected'>['personal']>;

/** Corrects fields of a document. Values are personal data. */
export interface CorrectFields extends ActorCommand {
  readonly type: 'CorrectFields';
  /** The fields that the person changes. A field that already has the value adds nothing, but only the sender can compare them. */
  readonly fields: readonly DocumentFieldName[];
  /** The new values; a field without a value is cleared. */
  readonly values: FieldValues;
}

/** Files a document as reviewed. */
export interface AcceptDocument extends ActorCommand {
  readonly type: 'AcceptDocument';
}

/** Takes the acceptance of a document back. */
export interface ReopenDocument extends ActorCommand {
  readonly type: 'ReopenDocument';
}

/** Returns the value that a person gave a field, or `undefined` if the present one was found. */
function correctedValue(asset: Asset, personal: PersonalData, field: DocumentFieldName): unknown {
  if (asset.fieldCorrections?.some((one) => one.field === field) !== true) return undefined;
  if (field === 'title') return titleOf(asset, personal) ?? null;
  return field === 'tags' ? (personal.tags ?? null) : (personal.fields?.[field] ?? null);
}

/** Compares parts of an amount in any order: a row of the database has its own. */
const canonical = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'currency' in value && 'value' in value
    ? JSON.stringify([value.value, value.currency])
    : JSON.stringify(value);

/**
 * Returns the fields whose values differ from those that people gave before. A found value that a person sends counts as a
 * change: the person confirms it.
 */
export const findChangedFields = (
  state: AssetState,
  personal: PersonalData,
  { fields, values }: Pick<CorrectFields, 'fields' | 'values'>,
): DocumentFieldName[] =>
  fields.filter(
    (field) => !isPresent(state) || canonical(correctedValue(state, personal, field)) !== canonical(values[field] ?? null),
  );

/** Refuses the commands for recordings and sessions, and for items whose content is gone. */
export function checkDocument(state: AssetState): Decision | undefined {
  if (!isPresent(state)) return unknownAsset;
  const noun = nounOf(state.pipeline);
  if (noun !== 'document')
    return reject('refused', `A ${noun} has no fields of a document.`, 'Change its title, description and tags instead.');
  return checkNotGone(state);
}

/** Records corrections. They stay whatever a later run finds. */
export function correctFields(state: AssetState, command: CorrectFields): Decision {
  const refusal = checkDocument(state);
  if (refusal !== undefined) return refusal;
  const { by, fields, values } = command;
  if (fields.includes('title') && values.title === undefined)
    return reject('refused', 'An item needs a title.', 'Send another title.');
  if ((values.tags?.length ?? 0) > MAX_TAGS)
    return reject('refused', `An item has at most ${String(MAX_TAGS)} tags.`, 'Remove some of its tags first.');
  if (fields.length === 0) return satisfy('already-so', 'The document already has these fields.', 'No action is needed.');
  const cleared = fields.filter((field) => values[field] === undefined);
  const set = fields.filter((field) => values[field] !== undefined);
  return { events: [newEvent('DocumentFieldsCorrected', { by, fields: set, cleared }, values)] };
}

/** Files a document as reviewed. Its fields must have been searched for: there is nothing to check before. */
export function acceptDocument(state: AssetState, { by }: AcceptDocument): Decision {
  const refusal = checkDocument(state);
  if (refusal !== undefined || !isPresent(state)) return refusal ?? unknownAsset;
  if (state.accepted !== undefined)
    return satisfy('already-so', 'The document is already filed as reviewed.', 'No action is needed.');
  if (!hasFindings(state)) {
    const isFailed = stepOf(state, 'extract_metadata_with_gpt')?.phase === 'failed';
    return reject(
      'refused',
      isFailed ? 'The fields of the document could not be read.' : 'The fields of the document have not been read yet.',
      isFailed
        ? 'Run the document again, then accept it.'
        : 'Wait until the step extract_metadata_with_gpt has ended, then accept it.',
    );
  }
  return { events: [newEvent('DocumentAccepted', { by })] };
}

export function reopenDocument(state: AssetState, { by }: ReopenDocument): Decision {
  const refusal = checkDocument(state);
  if (refusal !== undefined || !isPresent(state)) return refusal ?? unknownAsset;
  return state.accepted === undefined
    ? satisfy('already-so', 'The document is not filed as reviewed.', 'No action is needed.')
    : { events: [newEvent('DocumentReopened', { by })] };
}
