import type { AllowedAction, Item } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { findMainAction, findMainState } from '../../actions/main-action.js';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { findHelp, listOffered, type AttentionKind } from '../attention/attention.js';
import { OfferedActions } from './ItemActions.js';
import type { RecordingActions } from './use-recording-actions.js';

/** The file that an item was made for. */
export interface MainFile {
  readonly href: string;
  readonly name: string;
}

interface Props {
  readonly item: Item & {
    readonly status: string;
    readonly allowed_actions: readonly AllowedAction[];
    /** The fields of a document wait for a person. */
    readonly unsure?: boolean;
  };
  readonly state: RecordingActions;
  /** The subject of the panel that needs a person, which has actions of its own. */
  readonly attention: AttentionKind | undefined;
  /** Undefined if there is no file yet. */
  readonly file: MainFile | undefined;
  /** Buttons of the page itself, before the actions of the API. */
  readonly children?: ReactNode;
}

/** The actions of an item, beside its title. At most one of them stands out. */
export function ActionBar({ item, state, attention, file, children }: Props): ReactElement {
  const asks = attention !== undefined && findHelp(attention, item).main !== undefined;
  const main = findMainAction(findMainState(item, asks), (wanted) =>
    wanted === 'download' ? file !== undefined : item.allowed_actions.some(({ action, allowed }) => allowed && action === wanted),
  );
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {text.recording.actions.title}
      </h2>
      {state.uploads}
      {children}
      {file !== undefined && (
        <a
          className={buttonClass(main === 'download' ? { look: 'primary' } : {})}
          href={file.href}
          aria-label={file.name}
          download
        >
          <Icon name="downloading" />
          {text.documentView.download}
        </a>
      )}
      <OfferedActions
        state={state}
        actions={item.allowed_actions}
        previewOf={item}
        main={main}
        without={attention && listOffered(attention, item)}
      />
    </section>
  );
}
