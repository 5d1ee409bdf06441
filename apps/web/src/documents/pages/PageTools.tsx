import type { ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';

const words = text.documentView.pages;

export type Mode = 'page' | 'text';

interface ModeProps {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
}

/** Chooses between the image and the extracted text. */
export function ModeChoice({ mode, onMode }: ModeProps): ReactElement {
  return (
    <div className="segments" role="group" aria-label={words.view}>
      {(['page', 'text'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === mode}
          onClick={() => {
            onMode(one);
          }}
        >
          {words.modes[one]}
        </button>
      ))}
    </div>
  );
}

interface StepProps {
  readonly number: number;
  readonly total: number;
  readonly onNumber: (number: number) => void;
}

/** Goes from page to page. */
export function PageSteps({ number, total, onNumber }: StepProps): ReactElement {
  return (
    <span className="page-steps">
      <Button
        look="quiet"
        size="small"
        aria-label={words.previous}
        disabled={number === 1}
        onClick={() => {
          onNumber(number - 1);
        }}
      >
        <span aria-hidden="true">‹</span>
      </Button>
      <span className="quiet" role="status">
        {words.of(number, total)}
      </span>
      <Button
        look="quiet"
        size="small"
        aria-label={words.next}
        disabled={number === total}
        onClick={() => {
          onNumber(number + 1);
        }}
      >
        <span aria-hidden="true">›</span>
      </Button>
    </span>
  );
}

interface ZoomProps {
  /** In percent; undefined fits the width. */
  readonly zoom: number | undefined;
  readonly onIn: (() => void) | undefined;
  readonly onOut: (() => void) | undefined;
  readonly onFit: () => void;
  readonly onTurn: () => void;
}

/** Zooms and turns the image. */
export function ZoomTools({ zoom, onIn, onOut, onFit, onTurn }: ZoomProps): ReactElement {
  return (
    <span className="zoom-tools">
      <Button look="quiet" size="small" aria-label={words.zoomOut} disabled={onOut === undefined} onClick={onOut}>
        <Icon name="minus" />
      </Button>
      <Button look="quiet" size="small" aria-label={zoom === undefined ? words.fit : words.fitFrom(zoom)} onClick={onFit}>
        {zoom === undefined ? words.fitted : words.percent(zoom)}
      </Button>
      <Button look="quiet" size="small" aria-label={words.zoomIn} disabled={onIn === undefined} onClick={onIn}>
        <Icon name="plus" />
      </Button>
      <Button look="quiet" size="small" aria-label={words.turn} onClick={onTurn}>
        <Icon name="retry" />
      </Button>
    </span>
  );
}
