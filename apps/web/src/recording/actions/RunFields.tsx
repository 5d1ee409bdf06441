import { useQuery } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useItemKind } from '../../api/item-kind.js';
import { Check } from '../../components/Check/Check.js';
import { Choice } from '../../components/Choice/Choice.js';
import { templatesQuery } from '../../templates/templates-api.js';
import type { RunPlan } from '../recording-api.js';
import { text } from '../../texts/text.js';
import type { RunDraft } from './run-input.js';
import { ScanLanguages } from './ScanLanguages.js';

const words = text.runs;

interface Props {
  readonly draft: RunDraft;
  /** Previews the run with the changed input. */
  readonly onChange: (change: Partial<RunDraft>) => void;
}

/** Offers the templates that runs can use. The bound one needs no choice. */
function TemplateChoice({ bound, draft, onChange }: Props & { readonly bound: Item['template'] }): ReactElement {
  const { data: templates = [] } = useQuery(templatesQuery);
  const offered = templates.filter(({ id, is_draft: isDraft }) => !isDraft && id !== bound?.id);
  return (
    <>
      <Choice
        label={words.template}
        options={[
          ['', bound === null ? words.noTemplate : words.boundTemplate(bound.name)],
          ...offered.map(({ id, name }) => [String(id), name] as const),
        ]}
        value={draft.template}
        onChange={(template) => {
          onChange({ template });
        }}
      />
      {draft.template !== '' && (
        <Check
          label={words.bind}
          isChecked={draft.isBound}
          onChange={(isBound) => {
            onChange({ isBound });
          }}
        />
      )}
    </>
  );
}

function Terms({ draft, onChange, onType }: Props & { readonly onType: (change: Partial<RunDraft>) => void }): ReactElement {
  return (
    <>
      <Choice
        label={words.vocabulary}
        hint={words.vocabularyHint}
        options={[
          ['', words.asBefore],
          ['own', words.ownTerms],
        ]}
        value={draft.hasTerms ? 'own' : ''}
        onChange={(chosen) => {
          onChange({ hasTerms: chosen === 'own' });
        }}
      />
      {draft.hasTerms && (
        <label className="field">
          {words.terms}
          <textarea
            dir="auto"
            rows={4}
            value={draft.terms}
            onChange={({ target }) => {
              onType({ terms: target.value });
            }}
            onBlur={() => {
              onChange({});
            }}
          />
        </label>
      )}
    </>
  );
}

interface RunFieldsProps extends Props {
  readonly bound: Item['template'];
  /** The previewed run, once it is known. */
  readonly run: RunPlan | undefined;
  /** Changes a text without a preview for each letter. */
  readonly onType: (change: Partial<RunDraft>) => void;
}

/** The settings of a run that a person chooses most often. */
export function RunFields({ bound, run, draft, onChange, onType }: RunFieldsProps): ReactElement {
  const kind = useItemKind();
  const deliveries = run?.steps.filter(({ kind: of }) => of === 'delivery') ?? [];
  return (
    <>
      <TemplateChoice bound={bound} draft={draft} onChange={onChange} />
      {kind === 'recordings' && <Terms draft={draft} onChange={onChange} onType={onType} />}
      {kind === 'documents' && (
        <ScanLanguages
          typed={draft.languages}
          onType={(languages) => {
            onType({ languages });
          }}
          onChoose={(languages) => {
            onChange({ languages });
          }}
        />
      )}
      {(deliveries.length > 0 || draft.isAutomatic !== undefined) && (
        <Check
          label={text.recording.actions.publishAutomatically}
          isChecked={draft.isAutomatic ?? !deliveries.some(({ action }) => action === 'hold')}
          onChange={(isAutomatic) => {
            onChange({ isAutomatic });
          }}
        />
      )}
    </>
  );
}
