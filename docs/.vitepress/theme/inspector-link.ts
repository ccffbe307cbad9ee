import { useData } from "vitepress";
import { type FunctionalComponent, h } from "vue";

/** The inspector is one level above this site, and so beyond what VitePress takes for a link of its own. */
export const InspectorLink: FunctionalComponent<{ screenMenu?: boolean }> = ({ screenMenu }) => {
  const { site } = useData();
  return h(
    "a",
    {
      class: ["inspector-link", { "on-screen": screenMenu !== undefined }],
      href: site.value.base.replace(/[^/]+\/$/, ""),
      target: "_self",
    },
    "Inspector",
  );
};
InspectorLink.props = ["screenMenu"];
