import type { AllowedAction, Item } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode, type Ref } from 'react';
import { findMainAction, findMainState, type MainAction } from '../../actions/main-action.js';
import type { AttentionKind } from '../../actions/rank-help.js';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { isFinished } from '../../controls/recording-state.js';
import { ShareSlot } from '../../share-links/share-slot.js';
import { text } from '../../texts/text.js';
import { findHelp, listOffered } from '../attention/attention.js';
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
  readonly hasTranscript?: boolean;
  /** Buttons of the page itself, after the actions of the API. */
  readonly children?: ReactNode;
}

const Download = ({ file, isMain }: { readonly file: MainFile; readonly isMain: boolean }): ReactElement => (
  <a className={buttonClass(isMain ? { look: 'primary' } : {})} href={file.href} aria-label={file.name} download>
    <Icon name="downloading" />
    <span>{text.documentView.download}</span>
  </a>
);

function findMain({ item, attention, file }: Props): MainAction | undefined {
  const asks = attention !== undefined && findHelp(attention, item).main !== undefined;
  return findMainAction(findMainState(item, asks), (wanted) =>
    wanted === 'download' ? file !== undefined : item.allowed_actions.some(({ action, allowed }) => allowed && action === wanted),
  );
}

interface EntriesProps {
  readonly download: ReactNode;
  /** The place of the share links. */
  readonly slot: Ref<HTMLLIElement>;
}

/** Share and Download while there is no result, which few people need. */
const EarlyEntries = ({ download, slot }: EntriesProps): ReactElement => (
  <>
    <li className="further-action">{download}</li>
    <li ref={slot} className="further-action" />
  </>
);

/** The actions of an item, beside its title. At most one of them stands out. */
export function ActionBar(props: Props): ReactElement {
  const { item, state, attention, file, hasTranscript, children } = props;
  const [slot, setSlot] = useState<Element | null>(null);
  const main = findMain(props);
  const hasResult = hasTranscript === true || isFinished(item);
  const isFirst = main === 'download';
  const download = file && <Download file={file} isMain={isFirst} />;
  const later = isFirst ? undefined : download;
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {text.recording.actions.title}
      </h2>
      {state.uploads}
      <OfferedActions
        state={state}
        actions={item.allowed_actions}
        item={item}
        previewOf={item}
        main={main}
        without={attention && listOffered(attention, item)}
        lead={isFirst && download}
        entries={!hasResult && <EarlyEntries download={later} slot={setSlot} />}
      >
        {hasResult && later}
        <ShareSlot value={slot}>{children}</ShareSlot>
      </OfferedActions>
    </section>
  );
}
