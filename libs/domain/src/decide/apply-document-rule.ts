import type { AppliedRule, DocumentRule } from '@throughline/contracts';
import { METADATA_STEP, findNewTags, rulesIn } from '../asset/document-rules.js';
import type { PersonalData } from '../asset/personal.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { isRunActive } from '../asset/steps/run.js';
import { stepOf } from '../asset/steps/steps.js';
import { applyDocumentRules, fieldsOfRule, findSender, senderKey } from '../automation/rules/document-rules.js';
import { leaveOutEarlierFields } from '../asset/corrected-fields.js';
import type { ActorCommand } from './command-context.js';
import { checkDocument } from './correct-fields.js';
import { reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { MAX_TAGS } from './describe-asset.js';
import { newEvent } from './event.js';

/**
 * The reason for which a rule gives a document nothing: another sender, values of a person, everything is there already, an earlier
 * rule has set the type, or the document has no room for more tags.
 */
export type RuleMiss = 'sender' | 'person' | 'same' | 'other-rule' | 'full';

/** The gift of a rule to a document, beyond what it has given before. */
export type RuleEffect = { readonly given: AppliedRule } | { readonly miss: RuleMiss };

/** Applies a rule of the library to a document whose fields were found before. */
export interface ApplyDocumentRule extends ActorCommand {
  readonly type: 'ApplyDocumentRule';
  /** Only the sender of the command can compare the values, which are personal data. */
  readonly effect: RuleEffect;
}

/** The personal data that rules depend on. */
export type RuledPersonal = Pick<PersonalData, 'fields' | 'tags' | 'hasOwnTags' | 'steps'>;

interface RuledFields {
  readonly tags: boolean;
  readonly type: boolean;
}

function findMiss(wanted: RuledFields, own: RuledFields): RuleMiss {
  if (!wanted.tags && !wanted.type) return 'same';
  if ((wanted.tags && own.tags) || (wanted.type && own.type)) return 'person';
  return wanted.type ? 'other-rule' : 'full';
}

/** The type that a document has by a person, or by a rule of its present result. */
function findPresentType(
  { key }: DocumentRule,
  { fields = {}, steps }: RuledPersonal,
): { readonly type: string | null | undefined; readonly isOwn: boolean; readonly isOfOther: boolean } {
  const isOwn = fields.type !== undefined;
  const first = rulesIn(steps?.[METADATA_STEP]?.details).find((each) => each.type !== undefined);
  return { type: isOwn ? fields.type : first?.type, isOwn, isOfOther: first !== undefined && first.key !== key };
}

function isFrom({ sender }: DocumentRule, { fields = {}, steps }: RuledPersonal): boolean {
  const found = findSender(steps?.[METADATA_STEP]?.details ?? {}, fields);
  return found !== undefined && senderKey(found) === senderKey(sender);
}

/**
 * Returns what a rule gives a document that is there already, by the rules of a run: values of people and earlier rules stay. The
 * data must be without the corrected fields of an earlier file.
 */
export function findEffectOnData(rule: DocumentRule, personal: RuledPersonal): RuleEffect {
  if (!isFrom(rule, personal)) return { miss: 'sender' };
  const { tags = [], hasOwnTags = false } = personal;
  const present = findPresentType(rule, personal);
  const wanted = { tags: findNewTags(rule.tags, tags).length > 0, type: rule.type !== undefined && rule.type !== present.type };
  const [given] = applyDocumentRules([rule], {
    ...{ sender: rule.sender, tags, maxTags: MAX_TAGS, hasOwnTags },
    hasOwnType: present.isOwn || present.isOfOther || !wanted.type,
  });
  return given === undefined ? { miss: findMiss(wanted, { tags: hasOwnTags, type: present.isOwn }) } : { given };
}

export const findRuleEffect = (rule: DocumentRule, state: AssetState, personal: PersonalData): RuleEffect =>
  findEffectOnData(rule, leaveOutEarlierFields(state, personal));

const MISSES: Readonly<Record<RuleMiss, string>> = {
  sender: 'The document is from another sender.',
  person: 'A person has set what the rule would set, and that stays.',
  same: 'The document has everything that the rule gives.',
  'other-rule': 'An earlier rule has set the type, and that stays.',
  full: `The document has ${String(MAX_TAGS)} tags, and may have no more.`,
};

const NOT_READ = 'The fields of the document have not been read yet, or are being read again.';

/** A run that is reading the fields applies the rules that were on when it started. */
function checkFieldsRead(state: Asset): Decision | undefined {
  const phase = stepOf(state, METADATA_STEP)?.phase;
  if (phase === 'completed') return undefined;
  if (phase === 'skipped' || phase === 'failed')
    return reject(
      'refused',
      'The fields of the document could not be read.',
      'Run the document again, or set its tags and type.',
    );
  return isRunActive(state)
    ? reject('refused', NOT_READ, `Wait until the step ${METADATA_STEP} has ended, then apply the rule.`)
    : reject('refused', 'The fields of the document have not been read.', 'Run the document, then apply the rule.');
}

/** Records what the rule gives. */
export function applyDocumentRule(state: AssetState, { by, effect }: ApplyDocumentRule): Decision {
  const refusal = checkDocument(state);
  if (refusal !== undefined || !isPresent(state)) return refusal ?? unknownAsset;
  const unread = checkFieldsRead(state);
  if (unread !== undefined) return unread;
  if ('miss' in effect) return satisfy('already-so', MISSES[effect.miss], 'No action is needed.');
  const { key: rule, ...values } = effect.given;
  return { events: [newEvent('DocumentRuleApplied', { by, rule, fields: [...fieldsOfRule(effect.given)] }, values)] };
}
