//! Layers of other libraries that this version does not have.

/// What is said of one.
pub struct Absent {
    /// Names: `conv` is `Conv2d` and `Convolution1D` too.
    names: &'static [&'static str],
    /// What there is instead.
    pub instead: Instead,
}

/// What there is instead of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// A layer of the catalogue, and what that does.
    Layer(&'static str, &'static str),
    /// One of the user's own.
    Own,
}

const ABSENT: [Absent; 2] = [
    Absent {
        names: &["instancenorm"],
        instead: Instead::Layer(
            "GroupNorm",
            "normalise groups of channels, or each channel with as many groups as there are",
        ),
    },
    Absent {
        names: &[
            "conv",
            "separableconv",
            "convtranspose",
            "maxpool",
            "averagepool",
            "avgpool",
            "upsampling",
            "bidirectional",
        ],
        instead: Instead::Own,
    },
];

/// The layer of another library that is called so, if there is none like it here.
pub fn absent(name: &str) -> Option<&'static Absent> {
    // One that is written otherwise, `conv_2d`, is a near miss.
    let plain = |name: &str| name.to_lowercase().replace('_', "");
    let is_near = |known: &&str| plain(known) == plain(name);
    if super::layers().any(|entry| [entry.name].iter().chain(entry.known_as).any(is_near)) {
        return None;
    }
    let stem_of_name = stem(name);
    ABSENT.iter().find(|absent| absent.names.iter().any(|known| stem(known) == stem_of_name))
}

/// What names of one layer have in common.
fn stem(name: &str) -> String {
    let name = name.to_lowercase().replace('_', "");
    let without = |name: String, ends: &[&str]| {
        ends.iter().find_map(|end| name.strip_suffix(end)).map_or(name.clone(), str::to_string)
    };
    without(without(name, &["1d", "2d", "3d"]), &["alization", "olution", "ing"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::layers;

    #[test]
    fn they_are_known_under_every_name() {
        for name in
            ["Conv3d", "Convolution3D", "InstanceNormalization", "instance_norm", "AveragePooling3D", "Bidirectional"]
        {
            assert!(absent(name).is_some(), "{name}");
        }
        assert!(absent("Convolve").is_none());
    }

    /// None of them is a layer of this version, and what is named instead is one.
    #[test]
    fn they_are_absent() {
        assert!(layers().all(|entry| absent(entry.name).is_none()));
        for known in &ABSENT {
            if let Instead::Layer(name, _) = known.instead {
                assert!(layers().any(|entry| entry.name == name), "{name}");
            }
        }
    }
}
