import type { ReactElement, ReactNode } from 'react';
import { LiveUpdates } from './LiveUpdates.js';
import { BulkTray } from '../bulk/BulkTray.js';
import { LibraryScope } from '../libraries/LibraryScope.js';
import { LibrarySwitcher } from '../libraries/LibrarySwitcher.js';
import { text } from '../texts/text.js';
import { AccountMenu } from './AccountMenu.js';
import { AwayBar } from './AwayBar.js';
import { Link } from '../components/Link.js';
import { useIsPhone } from '../components/use-is-phone.js';
import { Mark } from './Mark.js';
import { Navigation } from './Navigation.js';
import { PhoneBar } from './PhoneBar.js';
import { SignOutProvider } from './SignOutProvider.js';
import { StaleBar } from './StaleBar.js';
import { TopBar } from './TopBar.js';
import { AddProvider } from './AddProvider.js';
import { MicrophoneProvider } from '../microphone/MicrophoneProvider.js';
import { MicrophoneTray } from '../microphone/MicrophoneTray.js';
import { ImportNotice } from '../upload/ImportNotice.js';
import { UploadTray } from '../upload/UploadTray.js';
import { useFocusOnNewView } from './use-focus-on-new-view.js';

/** The frame around every view of a signed-in user. */
export function Shell({ children }: { readonly children: ReactNode }): ReactElement {
  const main = useFocusOnNewView();
  const isPhone = useIsPhone();
  return (
    <SignOutProvider>
      <MicrophoneProvider>
        <div className="frame">
          <a className="skip" href="#content">
            {text.skipToContent}
          </a>
          <aside className="rail" aria-label={text.product}>
            {!isPhone && (
              <Link to="/" className="brand">
                <Mark />
                <span>{text.product}</span>
              </Link>
            )}
            <LibrarySwitcher />
            {!isPhone && (
              <>
                <Navigation />
                <AccountMenu />
              </>
            )}
          </aside>
          <div>
            <LibraryScope>
              <AddProvider>
                {isPhone && <PhoneBar />}
                <TopBar />
                <AwayBar />
                <StaleBar />
                <LiveUpdates />
                <main ref={main} id="content" className="content" tabIndex={-1}>
                  {children}
                </main>
                <div className="trays">
                  <ImportNotice />
                  <BulkTray />
                  <UploadTray />
                  <MicrophoneTray />
                </div>
              </AddProvider>
            </LibraryScope>
          </div>
        </div>
      </MicrophoneProvider>
    </SignOutProvider>
  );
}
