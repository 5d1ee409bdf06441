import type { Speaker } from '@throughline/api-client';
import { memo, useEffect, useRef, useState, type ReactElement } from 'react';
import * as maxLengths from '../../api/max-lengths.generated.js';
import { Button } from '../../components/Button/Button.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { text } from '../../texts/text.js';
import type { NameableTranscript } from './transcript-api.js';
import { useNamedSpeaker } from './use-corrected.js';

const words = text.recording.speakers;

interface NameFormProps {
  readonly speaker: Speaker;
  readonly of: NameableTranscript;
  readonly onClose: () => void;
}

function NameForm({ speaker, of, onClose }: NameFormProps): ReactElement {
  const [name, setName] = useState(speaker.name ?? '');
  const input = useRef<HTMLInputElement>(null);
  const { mutate, error, isPending } = useNamedSpeaker(of, onClose);
  useEffect(() => {
    input.current?.select();
  }, []);
  return (
    <form
      className="speaker-form"
      aria-label={words.nameIt(speaker.label)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate({ speaker: speaker.id, name });
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <input
        ref={input}
        type="text"
        dir="auto"
        autoComplete="off"
        aria-label={words.name(speaker.label)}
        maxLength={maxLengths.SpeakerName.name}
        value={name}
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
        }}
      />
      <Button type="submit" look="primary" size="small" aria-disabled={isPending}>
        {words.save}
      </Button>
      <Button size="small" onClick={onClose}>
        {text.cancel}
      </Button>
      <span className="quiet">{words.hint}</span>
      {error !== null && <ProblemNote error={error} />}
    </form>
  );
}

interface TurnProps {
  /** Unknown for passages that nobody could be assigned to. */
  readonly speaker: Speaker | undefined;
  /** The place among the speakers, which decides the colour. */
  readonly place: number;
  readonly nameable: NameableTranscript | undefined;
}

export const COLOURS = 3;

/** Names the speaker of the passages below. Users with permission rename the speaker here, for the whole recording. */
export const Turn = memo(function Turn({ speaker, place, nameable }: TurnProps): ReactElement {
  const [isNaming, setNaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasNaming = useRef(false);
  useEffect(() => {
    // Without this, the focus would be lost with the closed form.
    if (wasNaming.current && !isNaming) button.current?.focus();
    wasNaming.current = isNaming;
  }, [isNaming]);
  const colour = speaker === undefined ? 'turn' : `turn turn-${String((place % COLOURS) + 1)}`;
  if (speaker === undefined || nameable === undefined)
    return (
      <li className={colour}>
        <span dir="auto">{speaker?.label ?? words.unknown}</span>
      </li>
    );
  return (
    <li className={colour}>
      {isNaming ? (
        <NameForm
          speaker={speaker}
          of={nameable}
          onClose={() => {
            setNaming(false);
          }}
        />
      ) : (
        <button
          ref={button}
          type="button"
          className="speaker-name"
          aria-label={words.nameIt(speaker.label)}
          onClick={() => {
            setNaming(true);
          }}
        >
          <span dir="auto">{speaker.label}</span>
        </button>
      )}
    </li>
  );
});
