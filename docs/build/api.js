// In the list of modules TypeDoc puts each module's link into what opens it. Here the link is the first of what it opens.
const list = document.getElementById("tsd-nav-container");

function moveLinks() {
  for (const link of list.querySelectorAll("summary > a")) {
    const name = document.createElement("span");
    name.append(...link.childNodes);
    link.replaceWith(name);
    link.textContent = "Overview";
    const item = document.createElement("li");
    item.append(link);
    name.closest("details").querySelector("ul").prepend(item);
  }
}

if (list) {
  new MutationObserver(moveLinks).observe(list, { childList: true, subtree: true });
  moveLinks();
}
