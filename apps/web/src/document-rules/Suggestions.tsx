import type { DocumentRuleSuggestion } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { focusRowAfter } from '../components/focus-after.js';
import { ItemLink } from '../components/ItemLink.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { ActionButton } from '../controls/ActionButton.js';
import { Lines } from '../controls/ResourceSection.js';
import { When } from '../controls/Times.js';
import { useSaved } from '../controls/use-saved.js';
import { showTyped } from '../documents/fields/field-values.js';
import { settingsText } from '../texts/settings-text.js';
import { acceptSuggestion } from './accept-suggestion.js';
import { draftOfSuggestion } from './rule-draft.js';
import { RuleForm } from './RuleForm.js';
import { RULES, addRule, bringBackSuggestion, dismissSuggestion } from './rules-api.js';

const words = settingsText.documentRules;

interface Props {
  readonly suggestion: DocumentRuleSuggestion;
  /** Names of the present rules. */
  readonly taken: readonly string[];
}

function ChangeFirst({ suggestion, taken, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefresh(RULES) });
  return (
    <RuleForm
      initial={draftOfSuggestion(suggestion, taken)}
      submit={words.add}
      save={(content) => saved(addRule(content), words.added)}
    />
  );
}

function Buttons({ suggestion, taken }: Props): ReactElement {
  const refresh = useRefresh(RULES);
  const { id, sender, tags, type } = suggestion;
  const about = words.sentence(sender, tags, type);
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(about)}>
      <ActionButton
        label={words.accept}
        name={words.acceptOf(about)}
        act={() => acceptSuggestion(suggestion, taken, addRule)}
        done={({ name }) => words.turnedOn(name)}
        refresh={refresh}
      />
      <PanelButton label={words.changeFirst} name={words.changeFirstOf(about)}>
        {(close) => <ChangeFirst suggestion={suggestion} taken={taken} onDone={close} />}
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
function Evidence({ suggestion: { count, otherwise, documents } }: Pick<Props, 'suggestion'>): ReactElement {
  return (
    <div className="line-more">
      <small className="quiet">
        {words.evidence(count)}
        {otherwise > 0 && ` ${words.otherwise(otherwise)}`}
      </small>
      <ul className="rule-evidence">
        {documents.map(({ id, title, date, created_at: arrived }) => (
          <li key={id}>
            {/* Documents of one sender often have one title. */}
            <ItemLink item={{ id, kind: 'document' }}>
              {title ?? id} <span className="quiet">{date === null ? <When at={arrived} /> : showTyped('date', date)}</span>
            </ItemLink>
          </li>
        ))}
        {count > documents.length && <li className="quiet">{words.moreDocuments(count - documents.length)}</li>}
      </ul>
    </div>
  );
}

interface LineProps {
  readonly suggestion: DocumentRuleSuggestion;
  readonly badge?: ReactElement;
  readonly buttons: ReactElement;
}

function SuggestionLine({ suggestion, badge, buttons }: LineProps): ReactElement {
  const mayChange = useMayChange();
  const { sender, tags, type } = suggestion;
  return (
    <li ref={focusRowAfter} className="line">
      <span>
        {badge} <strong dir="auto">{words.sentence(sender, tags, type)}</strong>
      </span>
      {mayChange && buttons}
      <Evidence suggestion={suggestion} />
    </li>
  );
}

/** The rules that follow from corrections. Nothing applies before a person has turned it on. */
export function Suggestions({
  suggestions,
  taken,
}: Pick<Props, 'taken'> & { readonly suggestions: readonly DocumentRuleSuggestion[] }): ReactElement | null {
  if (suggestions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="rule-suggestions">
      <div className="resource-head">
        <h2 id="rule-suggestions">{words.suggestions}</h2>
        <p className="quiet">{words.suggestionsLead}</p>
      </div>
      <Lines label={words.suggestions}>
        {suggestions.map((suggestion) => (
          <SuggestionLine
            key={suggestion.id}
            suggestion={suggestion}
            badge={<StatusBadge tone="warn" icon="review" words={words.suggested} />}
            buttons={<Buttons suggestion={suggestion} taken={taken} />}
          />
        ))}
      </Lines>
    </section>
  );
}

function BringBackButton({ suggestion: { id, sender, tags, type } }: Pick<Props, 'suggestion'>): ReactElement {
  const refresh = useRefresh(RULES);
  return (
    <ActionButton
      label={words.bringBack}
      name={words.bringBackOf(words.sentence(sender, tags, type))}
      act={() => bringBackSuggestion(id)}
      done={() => words.broughtBack}
      refresh={refresh}
    />
  );
}

/** The dismissed suggestions, to bring them back. */
export function DismissedSuggestions({
  suggestions,
}: {
  readonly suggestions: readonly DocumentRuleSuggestion[];
}): ReactElement | null {
  if (suggestions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="dismissed-suggestions">
      <div className="resource-head">
        <h2 id="dismissed-suggestions">{words.dismissedTitle}</h2>
        <p className="quiet">{words.dismissedLead}</p>
      </div>
      <Lines label={words.dismissedTitle}>
        {suggestions.map((suggestion) => (
          <SuggestionLine key={suggestion.id} suggestion={suggestion} buttons={<BringBackButton suggestion={suggestion} />} />
        ))}
      </Lines>
    </section>
  );
}
