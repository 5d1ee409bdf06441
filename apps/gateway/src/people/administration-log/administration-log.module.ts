import { Module } from '@nestjs/common';
import { Background } from '../../kit/background.js';
import { provide } from '../../kit/provide.js';
import { ADMINISTRATION_LOG_STORE } from './administration-log-store.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { AdministrationLog } from './administration-log.js';

/** Short enough to notice an attack, long enough to add few entries. */
const FAILURES_WINDOW_MS = 10 * 60_000;
const REMOVE_EXPIRED_MS = 24 * 60 * 60_000;

@Module({
  providers: [
    provide(AdministrationLog, { store: ADMINISTRATION_LOG_STORE, background: Background }, ({ store, background }) => {
      background.every(REMOVE_EXPIRED_MS, 'remove expired entries of the administration log', () => store.removeExpired());
      return new AdministrationLog(store);
    }),
    provide(FailedSignIns, { log: AdministrationLog, background: Background }, ({ log, background }) => {
      const failed = new FailedSignIns(log);
      background.every(FAILURES_WINDOW_MS, 'record refused sign-ins', () => failed.flush());
      return failed;
    }),
  ],
  exports: [AdministrationLog, FailedSignIns],
})
export class AdministrationLogModule {}
