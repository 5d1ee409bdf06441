import { hostile, type Bait, type HostileFile } from './hostile-file.js';

const refused = ['refused:playlist', 'refused:not-media', 'refused:image'];

export function playlists({ url, path }: Bait): readonly HostileFile[] {
  const places = [
    url,
    `file://${path}`,
    path,
    `subfile,,start,0,end,64,,:${path}`,
    `concat:${path}|${path}`,
    `crypto:${path}`,
    `cache:${url}`,
  ];
  const hls = ['#EXTM3U', '#EXT-X-TARGETDURATION:6', ...places.flatMap((place) => ['#EXTINF:6,', place]), '#EXT-X-ENDLIST', ''];
  const dash = `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${url}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`;
  const sdp = `v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${new URL(url).port} RTP/AVP 0\r\n`;
  return [
    hostile('list.m3u8', hls.join('\n'), ...refused),
    hostile(
      'key.m3u8',
      `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${url}"\n#EXT-X-MAP:URI="${url}"\n#EXTINF:1,\n${url}\n`,
      ...refused,
    ),
    hostile('data.m3u8', `#EXTM3U\n#EXTINF:1,\ndata:video/mp2t;base64,RwAR\n#EXTINF:1,\n${url}\n`, ...refused),
    hostile('late.mp4', `\n\n${hls.join('\n')}`, ...refused),
    hostile('mark.mp4', `\uFEFF${hls.join('\r\n')}`, ...refused),
    hostile('control.mp4', `\u0001\n${hls.join('\n')}`, ...refused),
    hostile('wide.mp4', Buffer.from(`\uFEFF${hls.join('\n')}`, 'utf16le'), ...refused),
    hostile(
      'padded.ts',
      Buffer.concat([Buffer.alloc(200_000, 0x47), Buffer.from(hls.join('\n'))]),
      ...refused,
      'refused:undecodable',
      'refused:no-streams',
    ),
    hostile('plain.m3u', `${path}\n${url}\n`, ...refused),
    hostile('list.pls', `[playlist]\nFile1=${url}\nFile2=${path}\nNumberOfEntries=2\n`, ...refused),
    hostile('list.ffconcat', `ffconcat version 1.0\n${places.map((place) => `file '${place}'`).join('\n')}\n`, ...refused),
    hostile('bare.concat', `file '${path}'\nfile '${url}'\n`, ...refused),
    hostile('options.concat', `# remark\nfile '${path}'\noption safe 0\nfile_packet_meta a b\n`, ...refused),
    hostile('list.mpd', dash, ...refused),
    hostile('declared.mpd', `<?xml version="1.0"?>\n<!-- x -->\n${dash}`, ...refused),
    hostile('entity.mpd', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://${path}">]><MPD>&x;</MPD>`, ...refused),
    hostile(
      'list.ism',
      `<SmoothStreamingMedia MajorVersion="2" Duration="1"><StreamIndex Url="${url}"/></SmoothStreamingMedia>`,
      ...refused,
    ),
    hostile('list.asx', `<asx version="3.0"><entry><ref href="${url}"/></entry></asx>`, ...refused),
    hostile('list.smil', `<smil><body><video src="${url}"/></body></smil>`, ...refused),
    hostile('stream.sdp', sdp, ...refused),
    hostile('rtsp.mov', `RTSPtext\r${url.replace('http', 'rtsp')}\r`, ...refused),
    hostile('list.xspf', `<playlist><trackList><track><location>${url}</location></track></trackList></playlist>`, ...refused),
    hostile(
      'cpl.xml',
      `<CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016"><Id>urn:uuid:1</Id><x>${path}</x></CompositionPlaylist>`,
      ...refused,
    ),
    hostile('vapour.vpy', `import vapoursynth; open(r'${path}').read()`, ...refused),
    hostile('script.avs', `FFmpegSource2("${path}")\n`, ...refused),
    hostile('graph.lavfi', `movie=${path}[out0]`, ...refused),
    hostile('list.rm', `.ram\n${url}\n`, ...refused),
    hostile('page.mp4', `<!DOCTYPE html><html><body><video src="${url}"></video></body></html>`, ...refused),
    hostile('image%03d.png', `${path}\n`, ...refused),
    hostile('words.txt', 'Minutes of the meeting.\n'.repeat(400), ...refused),
    hostile('sub.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello\n', ...refused),
    hostile('nothing.mp4', '', 'refused:empty-file'),
    hostile('one-byte.mp4', '\0', ...refused, 'refused:truncated'),
  ];
}
