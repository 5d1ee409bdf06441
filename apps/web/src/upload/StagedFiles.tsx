import type { ReactElement, ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { focusAfter, focusNextRowAfter } from '../components/focus-after.js';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';
import { MOST_FILES } from './chosen-files.js';
import { NOTHING_STAGED, otherKind, type Staged, type StagedFile } from './staged-files.js';

const words = text.upload;
/** More rows would make the dialog slow. The files behind them are uploaded too. */
const MOST_ROWS = 200;
/** More names would hide the files. */
const MOST_NAMES = 5;

const focusChooser = (): void => document.querySelector<HTMLElement>('.drop-buttons button')?.focus();

const focusNeighbourAfter = focusNextRowAfter('button:last-of-type', focusChooser);
const focusChooserAfter = focusAfter(focusChooser);

interface RowProps {
  readonly one: StagedFile;
  readonly onChange: (one: StagedFile) => void;
  readonly onRemove: () => void;
}

function StagedRow({ one, onChange, onRemove }: RowProps): ReactElement {
  const { file, path, kind } = one;
  return (
    <li>
      <span className="staged-name" dir="auto" title={path}>
        {path}
      </span>
      <span className="quiet">
        {words.becomes[kind]} · {size(file.size)}
      </span>
      <span className="upload-buttons">
        <Button
          look="quiet"
          size="small"
          aria-label={words.changeKindOf(path, otherKind(kind))}
          onClick={() => {
            onChange({ ...one, kind: otherKind(kind) });
          }}
        >
          {words.changeKind[otherKind(kind)]}
        </Button>
        <Button ref={focusNeighbourAfter} look="quiet" size="icon" aria-label={words.leaveOut(path)} onClick={onRemove}>
          <Icon name="close" />
        </Button>
      </span>
    </li>
  );
}

function Names({ of }: { readonly of: readonly string[] }): ReactElement {
  const rest = of.length - MOST_NAMES;
  return (
    <ul className="staged-names" dir="auto">
      {of.slice(0, MOST_NAMES).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {rest > 0 && <li>{words.andMore(rest)}</li>}
    </ul>
  );
}

interface Props {
  readonly files: Staged;
  readonly isReading: boolean;
  readonly onFiles: (files: Staged) => void;
}

/** Says what chosen folders had beside the listed files. */
function Remarks({ files: { leftOut, unread, isCut, isEmpty }, isReading }: Pick<Props, 'files' | 'isReading'>): ReactNode {
  return (
    <div role="status" className="staged-remarks">
      {isReading && <p className="quiet">{words.reading}</p>}
      {isEmpty && !isReading && <p className="quiet">{words.emptyFolder}</p>}
      {isCut && (
        <Note tone="warn">
          <p>{words.cut(MOST_FILES)}</p>
        </Note>
      )}
      {unread.length > 0 && (
        <Note tone="warn" title={words.unread(unread.length)}>
          <Names of={unread} />
        </Note>
      )}
      {leftOut.length > 0 && (
        <Note tone="calm" title={words.leftOut(leftOut.length)}>
          <Names of={leftOut} />
          <p>{words.leftOutHint}</p>
        </Note>
      )}
    </div>
  );
}

/** The files that wait for the start of their uploads. */
export function StagedFiles({ files, isReading, onFiles }: Props): ReactElement {
  const { staged } = files;
  const rest = staged.length - MOST_ROWS;
  const bytes = staged.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <>
      {staged.length > 1 && (
        <p className="staged-sum">
          <span>{words.chosenSum(staged.length, size(bytes))}</span>
          <Button
            ref={focusChooserAfter}
            look="quiet"
            size="small"
            onClick={() => {
              onFiles(NOTHING_STAGED);
            }}
          >
            {words.removeAll}
          </Button>
        </p>
      )}
      {staged.length > 0 && (
        <ul className="staged" aria-label={words.chosen}>
          {staged.slice(0, MOST_ROWS).map((one) => (
            <StagedRow
              key={one.key}
              one={one}
              onChange={(changed) => {
                onFiles({ ...files, staged: staged.map((other) => (other === one ? changed : other)) });
              }}
              onRemove={() => {
                onFiles({ ...files, staged: staged.filter((other) => other !== one) });
              }}
            />
          ))}
          {rest > 0 && <li className="quiet">{words.andMore(rest)}</li>}
        </ul>
      )}
      <Remarks files={files} isReading={isReading} />
    </>
  );
}
