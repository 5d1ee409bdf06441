import { useEffect, useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon, type IconName } from '../../components/Icon/Icon.js';
import { settingsText } from '../../texts/settings-text.js';
import type { OpenPdf } from '../pages/use-pdf.js';
import { usePdfPage } from '../pages/use-pdf-page.js';
import type { ArrangedPage } from './arrangement.js';

const words = settingsText.arrange;

/** Width of the image of a page in CSS pixels, as the style sheet has it. */
const WIDTH = 120;

/** The image to show: pages of a PDF, or a picture, which has one page. */
export type Sheets = { readonly pdf: OpenPdf } | { readonly picture: string };

function Sheet({ pdf, number }: { readonly pdf: OpenPdf; readonly number: number }): ReactElement {
  const state = usePdfPage(pdf, number);
  const page = state.kind === 'read' ? state.page : undefined;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (page === undefined || canvas.current === null) return;
    const drawn = pdf.library.drawPage(page, { canvas: canvas.current, width: WIDTH });
    const release = (): void => {
      page.cleanup();
    };
    // A page whose image is missing keeps its number.
    drawn.done.then(release, release);
    return drawn.cancel;
  }, [pdf, page]);
  return <canvas ref={canvas} />;
}

/** Draws a page once it is near the visible part, and keeps it. */
function LazySheet({ sheets, number }: { readonly sheets: Sheets; readonly number: number }): ReactElement {
  const place = useRef<HTMLSpanElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (isNear || element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '300px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [isNear]);
  const image = 'pdf' in sheets ? <Sheet pdf={sheets.pdf} number={number} /> : <img src={sheets.picture} alt="" />;
  return <span ref={place}>{isNear && image}</span>;
}

export interface PageCommands {
  /** The commands have no effect now. */
  readonly isResting: boolean;
  readonly turn: (key: string) => void;
  readonly leave: (key: string) => void;
  readonly cut: (key: string) => void;
  readonly move: (key: string, by: 1 | -1) => void;
  /** Places the page that is dragged. */
  readonly place: (key: string, before: string | undefined) => void;
}

interface Props extends PageCommands {
  readonly page: ArrangedPage;
  /** Undefined until the file of another document is open. */
  readonly sheets: Sheets | undefined;
  /** The title of the other document that the page is of. */
  readonly origin: string | undefined;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

interface ToolProps {
  readonly name: string;
  readonly icon: IconName;
  readonly isPressed?: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

const Tool = ({ name, icon, isPressed, disabled, onClick }: ToolProps): ReactElement => (
  <Button size="icon" look="quiet" aria-label={name} title={name} disabled={disabled} aria-pressed={isPressed} onClick={onClick}>
    <Icon name={icon} />
  </Button>
);

type ToolsProps = Omit<Props, 'sheets' | 'place'>;

/** The buttons of a page. The cut before the first page would change nothing. */
function Tools({ page, origin, isFirst, isLast, isResting, turn, leave, cut, move }: ToolsProps): ReactElement {
  const { key, number, isOut, isCut } = page;
  return (
    <>
      <div className="arranged-tools">
        <Tool
          name={words.turn(number, origin)}
          icon="retry"
          disabled={isResting}
          onClick={() => {
            turn(key);
          }}
        />
        <Tool
          name={words.leave(number, origin)}
          icon={isOut ? 'plus' : 'close'}
          isPressed={isOut}
          disabled={isResting}
          onClick={() => {
            leave(key);
          }}
        />
        {!isFirst && (
          <Tool
            name={words.cut(number, origin)}
            icon="cut"
            isPressed={isCut}
            disabled={isResting}
            onClick={() => {
              cut(key);
            }}
          />
        )}
      </div>
      <div className="arranged-tools">
        <Tool
          name={words.earlier(number, origin)}
          icon="left"
          disabled={isResting || isFirst}
          onClick={() => {
            move(key, -1);
          }}
        />
        <span aria-hidden="true">{number}</span>
        <Tool
          name={words.later(number, origin)}
          icon="right"
          disabled={isResting || isLast}
          onClick={() => {
            move(key, 1);
          }}
        />
      </div>
    </>
  );
}

/** The kind of the dragged data, so that a dropped file or text is no page. */
const DRAGGED = 'application/x-page';

/** A page with its buttons. It can be dragged to another place. */
export function PageTile({ sheets, place, ...tools }: Props): ReactElement {
  const [isTarget, setTarget] = useState(false);
  const { page, origin, isResting } = tools;
  const { key, number, turn: turned, isOut } = page;
  const isPage = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(DRAGGED);
  return (
    <li
      className={['arranged-page', ...(isOut ? ['out'] : []), ...(isTarget ? ['target'] : [])].join(' ')}
      data-page={key}
      draggable={!isResting}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(DRAGGED, key);
        dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!isPage(event)) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => {
        setTarget(false);
      }}
      onDrop={(event) => {
        setTarget(false);
        if (!isPage(event)) return;
        event.preventDefault();
        place(event.dataTransfer.getData(DRAGGED), key);
      }}
    >
      <div role="group" aria-label={words.page(number, turned, isOut, origin)}>
        <div className={`arranged-sheet turned-${String(turned)}`} aria-hidden="true">
          {sheets !== undefined && <LazySheet sheets={sheets} number={number} />}
        </div>
        {origin !== undefined && (
          <div className="arranged-origin quiet" title={origin}>
            <bdi>{origin}</bdi>
          </div>
        )}
        <Tools {...tools} />
      </div>
    </li>
  );
}
