#![doc = "workbench"]
