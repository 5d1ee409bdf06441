import './tl/bin/tl.mjs';
