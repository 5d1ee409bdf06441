import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
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
  readonly turn: (number: number) => void;
  readonly leave: (number: number) => void;
  readonly cut: (number: number) => void;
}

interface Props extends PageCommands {
  readonly page: ArrangedPage;
  readonly sheets: Sheets;
}

/** A page with its buttons. */
export function PageTile({ page, sheets, isResting, turn, leave, cut }: Props): ReactElement {
  const { number, turn: turned, isOut, isCut } = page;
  return (
    <li className={isOut ? 'arranged-page out' : 'arranged-page'} data-page={number}>
      <div role="group" aria-label={words.page(number, turned, isOut)}>
        <div className={`arranged-sheet turned-${String(turned)}`} aria-hidden="true">
          <LazySheet sheets={sheets} number={number} />
        </div>
        <div className="arranged-tools">
          <span aria-hidden="true">{number}</span>
          <Button
            size="icon"
            look="quiet"
            aria-label={words.turn(number)}
            title={words.turn(number)}
            disabled={isResting}
            onClick={() => {
              turn(number);
            }}
          >
            <Icon name="retry" />
          </Button>
          <Button
            size="icon"
            look="quiet"
            aria-label={words.leave(number)}
            title={words.leave(number)}
            disabled={isResting}
            aria-pressed={isOut}
            onClick={() => {
              leave(number);
            }}
          >
            <Icon name={isOut ? 'plus' : 'close'} />
          </Button>
          {number > 1 && (
            <Button
              size="icon"
              look="quiet"
              aria-label={words.cut(number)}
              title={words.cut(number)}
              disabled={isResting}
              aria-pressed={isCut}
              onClick={() => {
                cut(number);
              }}
            >
              <Icon name="cut" />
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
