import type { AllowedAction } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import type { ActionInput } from '../../api/commands.js';
import { maxLengths } from '../../api/max-lengths.generated.js';
import { Choice } from '../../components/Choice/Choice.js';
import { ConfirmDialog } from '../../components/Dialog/ConfirmDialog.js';
import { Field } from '../../components/Field/Field.js';
import { actionName } from '../../list/RowMenu.js';
import { Link } from '../../shell/Link.js';
import { text } from '../../texts/text.js';
import { listLanguages } from '../language-name.js';
import { buildActionInput, type DialogInput } from './action-input.js';

const words = text.recording.actions;

interface FieldProps {
  readonly given: DialogInput;
  readonly onChange: (input: DialogInput) => void;
}

function Reason({ given, onChange }: FieldProps): ReactElement {
  return (
    <label>
      {words.reason} <span className="quiet">{words.reasonHint}</span>
      <input
        type="text"
        dir="auto"
        maxLength={maxLengths.Pause.reason}
        value={given.reason}
        onChange={({ currentTarget }) => {
          onChange({ ...given, reason: currentTarget.value });
        }}
      />
    </label>
  );
}

function Until({ given, onChange }: FieldProps): ReactElement {
  return (
    <label>
      {words.until} <span className="quiet">{words.untilHint}</span>
      <input
        type="datetime-local"
        value={given.until}
        onChange={({ currentTarget }) => {
          onChange({ ...given, until: currentTarget.value });
        }}
      />
    </label>
  );
}

function Radios({
  legend,
  options,
  chosen,
  onChoose,
}: {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={legend}
            value={value}
            checked={chosen === value}
            onChange={() => {
              onChoose(value);
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** At least one output must be chosen: the first box is required while none is. */
function Outputs({ given, onChange }: FieldProps): ReactElement {
  const { held, outputs } = given;
  return (
    <fieldset className="choices">
      <legend>{words.publishTo}</legend>
      {held.map((name, index) => (
        <label key={name}>
          <input
            type="checkbox"
            required={outputs.length === 0 && index === 0}
            checked={outputs.includes(name)}
            onChange={({ currentTarget }) => {
              onChange({
                ...given,
                outputs: held.filter((each) => (each === name ? currentTarget.checked : outputs.includes(each))),
              });
            }}
          />
          {name}
        </label>
      ))}
      <Link to="/settings/outputs">{text.outputs.manage}</Link>
    </fieldset>
  );
}

function Fields({ action, given, onChange }: FieldProps & { readonly action: AllowedAction }): ReactElement | null {
  switch (action.action) {
    case 'pause':
      return (
        <>
          <Reason given={given} onChange={onChange} />
          <Until given={given} onChange={onChange} />
        </>
      );
    case 'cancel':
      return <Reason given={given} onChange={onChange} />;
    case 'unstick':
      return (
        <Radios
          legend={words.then}
          options={[
            ['retry', words.retry],
            ['fail', words.fail],
          ]}
          chosen={given.then}
          onChoose={(then) => {
            onChange({ ...given, then });
          }}
        />
      );
    case 'settle':
      return (
        <Radios
          legend={words.settle}
          options={[
            ['yes', words.arrived],
            ['no', words.missing],
          ]}
          chosen={given.delivered}
          onChoose={(delivered) => {
            onChange({ ...given, delivered });
          }}
        />
      );
    case 'publish':
      return <Outputs given={given} onChange={onChange} />;
    case 'erase':
      return (
        <label>
          {words.eraseType(words.eraseWord)}
          <input
            type="text"
            autoComplete="off"
            required
            pattern={words.eraseWord}
            value={given.typed}
            onChange={({ currentTarget }) => {
              onChange({ ...given, typed: currentTarget.value });
            }}
          />
        </label>
      );
    case 'replace_address':
      return (
        <Field
          label={text.upload.address}
          hint={words.addressHint}
          type="url"
          inputMode="url"
          required
          maxLength={maxLengths.Address.url}
          value={given.address}
          onChange={(address) => {
            onChange({ ...given, address });
          }}
        />
      );
    case 'set_language':
      return (
        <Choice
          label={words.language}
          hint={words.languageHint}
          options={listLanguages(given.language)}
          value={given.language}
          onChange={(language) => {
            onChange({ ...given, language });
          }}
        />
      );
    case 'skip':
      return <p>{words.skip}</p>;
    default:
      return null;
  }
}

interface Props {
  readonly action: AllowedAction;
  readonly title: string;
  readonly isDangerous: boolean;
  readonly language?: string | undefined;
  /** The outputs that wait until a person publishes them. */
  readonly held?: readonly string[] | undefined;
  readonly onConfirm: (input: ActionInput | undefined) => void;
  readonly onClose: () => void;
}

/** Asks for the input of an action and for confirmation. */
export function ActionDialog({
  action,
  title,
  isDangerous,
  language = 'auto',
  held = [],
  onConfirm,
  onClose,
}: Props): ReactElement {
  const [given, setGiven] = useState<DialogInput>({
    reason: '',
    until: '',
    then: 'retry',
    delivered: 'yes',
    typed: '',
    address: '',
    language,
    held,
    outputs: held,
  });
  const name = actionName(action);
  return (
    <ConfirmDialog
      title={name}
      confirm={name}
      isDangerous={isDangerous}
      onConfirm={() => {
        onConfirm(buildActionInput(action.action, given));
      }}
      onClose={onClose}
    >
      <p dir="auto">
        <strong>{title}</strong>
      </p>
      {Object.hasOwn(text.actions.confirm, action.action) && <p>{text.actions.confirm[action.action]}</p>}
      <Fields action={action} given={given} onChange={setGiven} />
    </ConfirmDialog>
  );
}
