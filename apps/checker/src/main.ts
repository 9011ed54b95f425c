import "./checker-app.ts";
