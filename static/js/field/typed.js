// Words on their way to the disk. A write takes a moment, and a page can go in that moment: what was typed last stands in
// the browser's own list until the write is done, and the next page takes it from there. Only what can be said twice
// without harm (a text, a draft) goes this way, never a count.

const NAME = "csc-typed";
const place = (user, session, op) => [NAME, user, session, op.op, op.indicator || "", op.field || ""].join(" ");

/** Where there is no such list, the disk alone, as for a count. */
const attempt = (work, otherwise) => { try { return work(); } catch { return otherwise; } };

/** Keep ``op`` until the function that comes back is called. The counts once saved, their draft has no more to say. */
export function typed(user, session, op) {
  if (op.op === "attendance") return () => attempt(() => localStorage.removeItem(place(user, session, { op: "draft" })));
  if (op.op !== "draft" && op.undoable !== false) return () => {};
  const key = place(user, session, op), said = JSON.stringify(op);
  attempt(() => localStorage.setItem(key, said));
  return () => attempt(() => { if (localStorage.getItem(key) === said) localStorage.removeItem(key); });
}

/** What a page that went away had not written yet, oldest place first. */
export function unwritten(user, session) {
  const mine = (key) => key.startsWith(`${NAME} ${user} ${session} `);
  return attempt(() => Object.keys(localStorage).filter(mine).sort().map((key) => JSON.parse(localStorage.getItem(key))), []);
}
