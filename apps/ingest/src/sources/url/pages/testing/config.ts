/** A current yt-dlp to be tried with; without it only its stand-in is. */
export const realYtDlp = process.env['TL_TEST_YTDLP_PATH'];
