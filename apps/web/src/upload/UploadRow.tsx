import { useRef, useState, type ReactElement } from 'react';
import { StatusBadge, type Tone } from '../components/StatusBadge/StatusBadge.js';
import { Button, buttonClass } from '../components/Button/Button.js';
import { Coded } from '../components/Coded/Coded.js';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { isFinished, type UploadState, type UploadView } from './upload.js';
import type { Uploads } from './uploads.js';

const STATES: Readonly<Record<UploadState, readonly [Tone, IconName]>> = {
  queued: ['calm', 'queued'],
  checking: ['busy', 'search'],
  sending: ['busy', 'uploading'],
  waiting: ['warn', 'away'],
  paused: ['warn', 'paused'],
  finishing: ['busy', 'moving'],
  done: ['good', 'ready'],
  duplicate: ['calm', 'copy'],
  failed: ['bad', 'failed'],
  interrupted: ['warn', 'paused'],
  outdated: ['warn', 'retry'],
};

interface Props {
  readonly view: UploadView;
  readonly uploads: Uploads;
}

/** Removes a finished upload from the list, or ends one that is in progress. */
function EndButton({ view, uploads }: Props): ReactElement {
  const end = (): void => {
    uploads.remove(view.key);
  };
  const { dismiss, stop } = text.upload;
  if (!isFinished(view))
    return (
      <Button look="quiet" size="small" onClick={end}>
        {stop}
      </Button>
    );
  return (
    <Button look="quiet" size="icon" aria-label={dismiss} title={dismiss} onClick={end}>
      <Icon name="close" />
    </Button>
  );
}

function Buttons({ view, uploads }: Props): ReactElement {
  const { key, kind, state } = view;
  const open = state === 'done' ? view.recordingId : view.existingId;
  return (
    <span className="upload-buttons">
      {open !== undefined && (
        <Link to={`/${kind}/$id`} params={{ id: open }} className={buttonClass({ size: 'small' })}>
          {state === 'done' ? text.upload.open : text.upload.openExisting}
        </Link>
      )}
      {(state === 'sending' || state === 'waiting') && (
        <Button
          size="small"
          onClick={() => {
            uploads.pause(key);
          }}
        >
          {text.upload.pause}
        </Button>
      )}
      {state === 'paused' && (
        <Button
          size="small"
          onClick={() => {
            uploads.resume(key);
          }}
        >
          {text.upload.resume}
        </Button>
      )}
      {state === 'outdated' && (
        <Button
          size="small"
          onClick={() => {
            window.location.reload();
          }}
        >
          {text.problem.reload}
        </Button>
      )}
      <EndButton view={view} uploads={uploads} />
    </span>
  );
}

/** Continues an upload of an earlier page: a page cannot open a file by itself. */
function Continue({ view, uploads }: Props): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [isOther, setOther] = useState(false);
  return (
    <>
      <p className="quiet">{text.upload.interruptedHint(view.name)}</p>
      <p role="status">{isOther && text.upload.otherFile(view.name)}</p>
      <Button size="small" onClick={() => input.current?.click()}>
        {text.upload.chooseAgain}
      </Button>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={text.upload.chooseAgainFor(view.name)}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) setOther(!uploads.continueWith(view.key, file));
          // Allows choosing the same file again.
          target.value = '';
        }}
      />
    </>
  );
}

const describeTarget = ({ kind, replaces }: UploadView): string =>
  replaces === undefined ? text.upload.becomes[kind] : text.upload.replaces;

const describeState = ({ state, replaces }: UploadView): string =>
  state === 'done' && replaces !== undefined ? text.upload.replaced : text.upload.state[state];

export function UploadRow({ view, uploads }: Props): ReactElement {
  const { name, state } = view;
  const [tone, icon] = STATES[state];
  const isMoving = !isFinished(view) && !['queued', 'checking', 'interrupted', 'outdated'].includes(state);
  return (
    <li className="upload">
      <div className="upload-head">
        <span className="upload-name" dir="auto" title={name}>
          {name}
        </span>
        <Buttons view={view} uploads={uploads} />
        <span className="upload-state quiet">
          <StatusBadge tone={tone} icon={icon} words={describeState(view)} />
          <span>{describeTarget(view)}</span>
        </span>
      </div>
      {isMoving && (
        <div className="row-work">
          <ProgressBar
            value={view.size === 0 ? null : Math.min(view.sent / view.size, 0.99)}
            label={text.upload.progress(name)}
            tone={tone}
          />
          <span className="quiet">{text.upload.sent(size(view.sent), size(view.size))}</span>
        </div>
      )}
      {state === 'interrupted' && <Continue view={view} uploads={uploads} />}
      {state === 'outdated' && <p className="quiet">{text.upload.outdatedHint}</p>}
      {view.runRefusal !== undefined && (
        <Note tone="warn" icon="failed" title={text.upload.runRefused}>
          <p>
            <Coded words={`${view.runRefusal.detail} ${view.runRefusal.try_instead ?? ''}`} />
          </p>
        </Note>
      )}
      {state === 'failed' && <ProblemNote error={view.error} />}
    </li>
  );
}
