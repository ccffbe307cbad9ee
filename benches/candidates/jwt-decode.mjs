import { jwtDecode } from "jwt-decode";

const inHeader = { header: true };

export const decode = () => [
  {
    name: "jwt-decode, header and payload",
    run: (token) => ({ header: jwtDecode(token, inHeader), payload: jwtDecode(token) }),
  },
  { name: "jwt-decode, payload alone", run: (token) => jwtDecode(token) },
];
