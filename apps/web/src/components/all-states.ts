import { states as button } from './Button/Button.states.js';
import { states as check } from './Check/Check.states.js';
import { states as choice } from './Choice/Choice.states.js';
import { states as coded } from './Coded/Coded.states.js';
import { states as copyButton } from './CopyButton/CopyButton.states.js';
import { states as dialog } from './Dialog/Dialog.states.js';
import { states as disclosure } from './Disclosure/Disclosure.states.js';
import { states as emptyState } from './EmptyState/EmptyState.states.js';
import { states as fact } from './Fact/Fact.states.js';
import { states as field } from './Field/Field.states.js';
import { states as icon } from './Icon/Icon.states.js';
import { states as loadMore } from './LoadMore/LoadMore.states.js';
import { states as menu } from './Menu/Menu.states.js';
import { states as note } from './Note/Note.states.js';
import { states as problemNote } from './ProblemNote/ProblemNote.states.js';
import { states as progressBar } from './ProgressBar/ProgressBar.states.js';
import { states as sidePanel } from './SidePanel/SidePanel.states.js';
import { states as skeleton } from './Skeleton/Skeleton.states.js';
import { states as statusBadge } from './StatusBadge/StatusBadge.states.js';
import type { States } from './states.js';

/** States of every component, by the name of its folder. */
export const allStates: Readonly<Record<string, States>> = {
  Button: button,
  Check: check,
  Choice: choice,
  Coded: coded,
  CopyButton: copyButton,
  Dialog: dialog,
  Disclosure: disclosure,
  EmptyState: emptyState,
  Fact: fact,
  Field: field,
  Icon: icon,
  LoadMore: loadMore,
  Menu: menu,
  Note: note,
  ProblemNote: problemNote,
  ProgressBar: progressBar,
  SidePanel: sidePanel,
  Skeleton: skeleton,
  StatusBadge: statusBadge,
};
