import { isDeepStrictEqual } from 'node:util';
import type { DocumentRule } from '@throughline/contracts';
import { findRuleEffect } from '@throughline/domain';
import { Problem } from '../../kit/http/problems/problem.js';
import { eventsOfType } from '../commands/describe-outcome.js';
import type { OutcomeDescriber } from '../commands/outcome.js';
import type { CommandOnItem } from '../commands/owned-items.js';

/** Has no names and no values: the results of a bulk command are stored in the open. */
export const describeAppliedRule: OutcomeDescriber = (accepted) => {
  const [event] = eventsOfType(accepted, 'DocumentRuleApplied');
  const added = event?.personal?.tags.length ?? 0;
  const isTyped = event?.data.fields.includes('type') === true;
  const tags = added === 1 ? '1 tag' : `${String(added)} tags`;
  const change = (add: string, set: string): string =>
    [...(added === 0 ? [] : [`${add} ${tags}`]), ...(isTyped ? [`${set} the type`] : [])].join(' and ');
  return {
    code: 'rule-applied',
    detail: `The rule has ${change('added', 'set')}.`,
    preview: `The rule would ${change('add', 'set')}.`,
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
