// Recording an indicator on the page: fifteen seconds at most, listened to before it is kept.
// Without a microphone, or without this script, a file is chosen instead.
const box = document.querySelector("[data-recorder]");
const form = box && box.closest("form");
const input = form && form.querySelector("input[type=file]");
const type = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"].find((one) => window.MediaRecorder && MediaRecorder.isTypeSupported(one));
const can = Boolean(box && type && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

if (can) {
  const start = box.querySelector("[data-start]");
  const stop = box.querySelector("[data-stop]");
  const again = box.querySelector("[data-again]");
  const say = box.querySelector("[data-say]");
  const limit = Number(box.dataset.seconds);
  const most = Number(box.dataset.bytes);
  let recorder = null;
  let timer = null;
  let taken = null;

  const show = (words) => { say.textContent = words; };
  const format = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  async function record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    } catch (_error) {
      show(box.dataset.refused);
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 12000 });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      keep(new Blob(parts, { type: type.split(";")[0] }));
    });
    recorder.start();
    start.hidden = true;
    stop.hidden = false;
    again.hidden = true;
    stop.focus();
    let left = limit;
    show(format(box.dataset.running, { n: left }));
    timer = setInterval(() => {
      left -= 1;
      show(format(box.dataset.running, { n: left }));
      if (left <= 0 && recorder.state === "recording") recorder.stop();
    }, 1000);
  }

  function keep(blob) {
    stop.hidden = true;
    start.hidden = false;
    taken = blob;
    if (blob.size > most) {
      show(box.dataset.heavy);
      return;
    }
    const files = new DataTransfer();
    files.items.add(new File([blob], type.startsWith("audio/ogg") ? "clip.ogg" : "clip.webm", { type: blob.type }));
    input.files = files.files;
    again.hidden = false;
    again.focus();
    show(format(box.dataset.ready, { n: Math.ceil(blob.size / 1024) }));
  }

  // Decoded in the page: no address of the recording is made.
  async function listen() {
    const context = new (window.AudioContext || window.webkitAudioContext)();
    const sound = context.createBufferSource();
    sound.buffer = await context.decodeAudioData(await new Response(taken).arrayBuffer());
    sound.connect(context.destination);
    sound.addEventListener("ended", () => context.close());
    sound.start();
  }

  box.hidden = false;
  start.addEventListener("click", record);
  stop.addEventListener("click", () => recorder && recorder.state === "recording" && recorder.stop());
  again.addEventListener("click", listen);
}
