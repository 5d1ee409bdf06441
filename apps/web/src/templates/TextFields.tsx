import { useMutation } from '@tanstack/react-query';
import { useId, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { FieldNotes, describeControl } from '../components/Field/FieldNotes.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { SwitchChoice } from '../controls/SwitchChoice.js';
import { text } from '../texts/text.js';
import type { FieldErrors } from '../typed-settings/field-errors.js';
import { previewTexts } from './templates-api.js';
import {
  ALL_TEXTS,
  PATTERN_FIELDS,
  TOPICS_FORMATS,
  toMetadataConfig,
  type OutputTexts,
  type PatternsDraft,
  type TextsDraft,
} from './texts-draft.js';

const words = text.templates;

interface Props {
  readonly draft: TextsDraft;
  readonly onChange: (draft: TextsDraft) => void;
}

/** Shows the texts of an invented recording, made by the server as for a delivery. */
function Sample({ draft }: Pick<Props, 'draft'>): ReactElement {
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => previewTexts(toMetadataConfig(draft)) });
  return (
    <div className="field">
      <Button
        look="quiet"
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {words.texts.sample}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <div role="status" className="text-sample">
          <strong dir="auto">{data.title}</strong>
          <p dir="auto">{data.description === '' ? words.texts.noDescription : data.description}</p>
        </div>
      )}
    </div>
  );
}

interface PatternProps<D extends PatternsDraft> {
  readonly draft: D;
  readonly errors?: FieldErrors;
  readonly onChange: (draft: D) => void;
}

function Description<D extends PatternsDraft>({ draft, errors = {}, onChange }: PatternProps<D>): ReactElement {
  const id = useId();
  const notes = { hint: words.texts.descriptionHint, error: errors[PATTERN_FIELDS.description] };
  return (
    <>
      <Choice
        label={words.texts.description}
        options={[
          ['', words.inherited],
          ['own', words.texts.thisPattern],
        ]}
        value={draft.hasDescription ? 'own' : ''}
        onChange={(chosen) => {
          onChange({ ...draft, hasDescription: chosen === 'own' });
        }}
      />
      {draft.hasDescription && (
        <div className="field">
          <label htmlFor={id}>{words.texts.descriptionPattern}</label>
          <textarea
            id={id}
            rows={4}
            dir="auto"
            {...describeControl(id, notes)}
            maxLength={maxLengths.MetadataConfig.description_pattern}
            value={draft.description}
            onChange={({ target }) => {
              onChange({ ...draft, description: target.value });
            }}
          />
          <FieldNotes id={id} {...notes} />
        </div>
      )}
    </>
  );
}

interface PatternFieldsProps<D extends PatternsDraft> extends PatternProps<D> {
  /** The texts that an output has a place for. Default: both. */
  readonly texts?: OutputTexts;
}

/** The patterns of title and description. */
export function PatternFields<D extends PatternsDraft>(props: PatternFieldsProps<D>): ReactElement {
  const { draft, errors = {}, onChange, texts = ALL_TEXTS } = props;
  return (
    <>
      {texts.includes('title') && (
        <Field
          label={words.texts.title}
          hint={words.texts.titleHint}
          error={errors[PATTERN_FIELDS.title]}
          dir="auto"
          placeholder="{title}"
          maxLength={maxLengths.MetadataConfig.title_pattern}
          value={draft.title}
          onChange={(title) => {
            onChange({ ...draft, title });
          }}
        />
      )}
      {texts.includes('description') && <Description draft={draft} errors={errors} onChange={onChange} />}
    </>
  );
}

/** The settings of the texts that outputs receive. */
export function TextFields({ draft, onChange }: Props): ReactElement {
  return (
    <>
      <PatternFields draft={draft} onChange={onChange} />
      <SwitchChoice
        label={words.texts.topics}
        value={draft.topics}
        onChange={(topics) => {
          onChange({ ...draft, topics });
        }}
      />
      <Choice
        label={words.texts.topicsFormat}
        options={[['', words.inherited], ...TOPICS_FORMATS.map((one) => [one, words.texts.formats[one]] as const)]}
        value={draft.topicsFormat}
        onChange={(topicsFormat) => {
          onChange({ ...draft, topicsFormat });
        }}
      />
      <Sample draft={draft} />
    </>
  );
}
