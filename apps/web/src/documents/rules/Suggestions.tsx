import type { DocumentRuleSuggestion } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../../api/use-may-change.js';
import { useRefresh } from '../../api/use-refresh.js';
import { ItemLink } from '../../components/ItemLink.js';
import { PanelButton } from '../../components/SidePanel/SidePanel.js';
import { StatusBadge } from '../../components/StatusBadge/StatusBadge.js';
import { ActionButton } from '../../controls/ActionButton.js';
import { Lines } from '../../controls/ResourceSection.js';
import { useSaved } from '../../controls/use-saved.js';
import { settingsText } from '../../texts/settings-text.js';
import { contentOf, draftOfSuggestion } from './rule-draft.js';
import { RuleForm } from './RuleForm.js';
import { RULES, addRule, dismissSuggestion } from './rules-api.js';

const words = settingsText.documentRules;

interface Props {
  readonly suggestion: DocumentRuleSuggestion;
}

function ChangeFirst({ suggestion, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefresh(RULES) });
  return (
    <RuleForm
      initial={draftOfSuggestion(suggestion)}
      submit={words.add}
      save={(content) => saved(addRule(content), words.added)}
    />
  );
}

function Buttons({ suggestion }: Props): ReactElement {
  const refresh = useRefresh(RULES);
  const { id, sender, tags, type } = suggestion;
  const about = words.sentence(sender, tags, type);
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(about)}>
      <ActionButton
        label={words.accept}
        name={words.acceptOf(about)}
        act={() => addRule(contentOf(draftOfSuggestion(suggestion)))}
        done={({ name }) => words.turnedOn(name)}
        refresh={refresh}
      />
      <PanelButton label={words.changeFirst} name={words.changeFirstOf(about)}>
        {(close) => <ChangeFirst suggestion={suggestion} onDone={close} />}
      </PanelButton>
      <ActionButton
        label={words.dismiss}
        name={words.dismissOf(about)}
        act={() => dismissSuggestion(id)}
        done={() => words.dismissed}
        refresh={refresh}
      />
    </span>
  );
}

/** The documents that a suggestion follows from. */
function Evidence({ suggestion: { count, otherwise, documents } }: Props): ReactElement {
  return (
    <div className="line-more">
      <small className="quiet">
        {words.evidence(count)}
        {otherwise > 0 && ` ${words.otherwise(otherwise)}`}
      </small>
      <ul className="rule-evidence">
        {documents.map(({ id, title }) => (
          <li key={id}>
            <ItemLink item={{ id, kind: 'document' }}>{title ?? id}</ItemLink>
          </li>
        ))}
        {count > documents.length && <li className="quiet">{words.moreDocuments(count - documents.length)}</li>}
      </ul>
    </div>
  );
}

function SuggestionLine({ suggestion }: Props): ReactElement {
  const mayChange = useMayChange();
  const { sender, tags, type } = suggestion;
  return (
    <li className="line">
      <span>
        <StatusBadge tone="warn" icon="review" words={words.suggested} />{' '}
        <strong dir="auto">{words.sentence(sender, tags, type)}</strong>
      </span>
      {mayChange && <Buttons suggestion={suggestion} />}
      <Evidence suggestion={suggestion} />
    </li>
  );
}

/** The rules that follow from corrections. Nothing applies before a person has turned it on. */
export function Suggestions({ suggestions }: { readonly suggestions: readonly DocumentRuleSuggestion[] }): ReactElement | null {
  if (suggestions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="rule-suggestions">
      <div className="resource-head">
        <h2 id="rule-suggestions">{words.suggestions}</h2>
        <p className="quiet">{words.suggestionsLead}</p>
      </div>
      <Lines label={words.suggestions}>
        {suggestions.map((suggestion) => (
          <SuggestionLine key={suggestion.id} suggestion={suggestion} />
        ))}
      </Lines>
    </section>
  );
}
