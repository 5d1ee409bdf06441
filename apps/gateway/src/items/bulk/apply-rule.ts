import { isDeepStrictEqual } from 'node:util';
import type { DocumentRule } from '@throughline/contracts';
import { findRuleEffect, isPresent } from '@throughline/domain';
import { Problem } from '../../kit/http/problems/problem.js';
import { eventsOfType } from '../commands/describe-outcome.js';
import type { CommandEffect, OutcomeDescriber } from '../commands/outcome.js';
import type { CommandOnItem } from '../commands/owned-items.js';

/** Without the sealed part, the key of the document is destroyed, and nobody can count its tags. */
function countTags(tags: readonly string[] | undefined): string {
  if (tags === undefined) return 'tags';
  return tags.length === 1 ? '1 tag' : `${String(tags.length)} tags`;
}

const isFiled = ({ asset: { state } }: CommandEffect): boolean => isPresent(state) && state.accepted !== undefined;

/** Has no names and no values: the results of a bulk command are stored in the open. */
export const describeAppliedRule: OutcomeDescriber = (accepted) => {
  const [event] = eventsOfType(accepted, 'DocumentRuleApplied');
  const { fields = [] } = event?.data ?? {};
  const isTyped = fields.includes('type');
  const tags = countTags(event?.personal?.tags);
  const change = (add: string, set: string): string =>
    [...(fields.includes('tags') ? [`${add} ${tags}`] : []), ...(isTyped ? [`${set} the type`] : [])].join(' and ');
  const filed = isTyped && isFiled(accepted) ? ' The document stays filed as reviewed.' : '';
  return {
    code: 'rule-applied',
    detail: `The rule has ${change('added', 'set')}.${filed}`,
    preview: `The rule would ${change('add', 'set')}.${filed}`,
  };
};

/** Applies a rule as it was previewed. Throws if the library does not have exactly this rule, switched on, any more. */
export function applyRule(rule: DocumentRule | undefined, present: readonly DocumentRule[]): () => CommandOnItem {
  if (rule === undefined || !present.some((one) => isDeepStrictEqual(one, rule)))
    throw new Problem('document-rule-changed', {
      detail: 'The rule was changed, switched off or deleted after the preview.',
      tryInstead: 'Preview the rule again.',
    });
  return () => (context, state, _revision, personal) => ({
    type: 'ApplyDocumentRule',
    ...context,
    effect: findRuleEffect(rule, state, personal),
  });
}
