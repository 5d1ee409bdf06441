import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { Link } from '../components/Link.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { usePageTitle } from '../components/use-page-title.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { useSaved } from '../controls/use-saved.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { NEW_RULE } from './rule-draft.js';
import { RuleForm } from './RuleForm.js';
import { RuleLine } from './RuleLine.js';
import { RULES, addRule, dismissedQuery, rulesQuery, suggestionsQuery } from './rules-api.js';
import { DismissedSuggestions, Suggestions } from './Suggestions.js';

const words = settingsText.documentRules;

function NewRule({ onDone }: { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefresh(RULES) });
  return <RuleForm initial={NEW_RULE} submit={words.add} save={(content) => saved(addRule(content), words.added)} />;
}

/** The rules of the library for its documents, after those that are suggested. */
export function RulesPage(): ReactElement {
  usePageTitle(text.document.rulesTitle);
  const list = useQuery(rulesQuery);
  const suggestions = useQuery(suggestionsQuery);
  const dismissed = useQuery(dismissedQuery);
  const add = (
    <PanelButton label={words.add} look="primary">
      {(close) => <NewRule onDone={close} />}
    </PanelButton>
  );
  return (
    <div className="rules">
      <div className="page-head">
        <h1>{text.document.rulesTitle}</h1>
        <Link to="/documents">{text.document.back}</Link>
      </div>
      {suggestions.error !== null && <ProblemNote error={suggestions.error} />}
      <Suggestions suggestions={suggestions.data ?? []} taken={(list.data ?? []).map(({ name }) => name)} />
      <ResourceSection id="rules" words={{ ...words, title: words.own }} list={list} add={add}>
        {(rules) => (
          <Lines label={words.own}>
            {rules.map((rule) => (
              <RuleLine key={rule.id} rule={rule} />
            ))}
          </Lines>
        )}
      </ResourceSection>
      {dismissed.error !== null && <ProblemNote error={dismissed.error} />}
      <DismissedSuggestions suggestions={dismissed.data ?? []} />
    </div>
  );
}
