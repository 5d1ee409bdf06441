import type { States } from '../states.js';
import { Badge } from './Badge.js';

export const states: States = {
  good: (
    <Badge tone="good" icon="ready">
      Ready
    </Badge>
  ),
  bad: (
    <Badge tone="bad" icon="failed">
      Failed
    </Badge>
  ),
  warn: (
    <Badge tone="warn" icon="stalled">
      Stalled
    </Badge>
  ),
  busy: (
    <Badge tone="busy" icon="moving" spin>
      Processing
    </Badge>
  ),
  calm: (
    <Badge tone="calm" icon="idle">
      Registered
    </Badge>
  ),
};
