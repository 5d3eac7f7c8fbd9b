/* Rows shown as blocks stay rows to whoever listens; see rows_as_blocks.py. */
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const table of document.querySelectorAll("table:not(.years)"))
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")])
    part.role = roles[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader");
